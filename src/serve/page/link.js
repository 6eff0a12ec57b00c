// The connection to the server. After a break it comes back and catches up.

import { broken } from "./ask.js";

export class Link {
  /** `have` gives the pages there are; `take` is given each message; `state` is told "up" or "down". */
  constructor(have, take, state) {
    Object.assign(this, { have, take, state, wait: 250 });
    this.open();
  }

  open() {
    const address = new URL("link", location.href);
    address.protocol = "ws:";
    address.hash = "";
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => {
      this.wait = 250;
      this.state("up");
      this.send({ type: "have", pages: this.have() });
    };
    socket.onmessage = (event) => this.take(JSON.parse(event.data));
    socket.onclose = () => {
      this.state("down");
      broken();
      setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(this.wait * 2, 4000);
    };
  }

  /** Sends a message; false if there is nobody to take it. */
  send(message) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }
}
