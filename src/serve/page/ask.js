// What is asked of the server, each with its answer.

let link = null;
let last = 0;
const waiting = new Map();

export function askOver(connection) {
  link = connection;
}

/** Asks; the answer comes as a promise, which fails with the server's `why` and `words`. */
export function ask(type, more = {}) {
  return new Promise((resolve, reject) => {
    const id = (last += 1);
    if (!link.send({ type, id, ...more })) return reject({ why: "down", words: "" });
    waiting.set(id, { resolve, reject });
  });
}

/** Takes an answer; false if the message is none. */
export function answered(message) {
  const asker = waiting.get(message.id);
  if (!asker) return false;
  waiting.delete(message.id);
  const zh = document.documentElement.lang.startsWith("zh");
  if (message.type === "refused") asker.reject(zh ? { ...message, words: message.local } : message);
  else asker.resolve(message);
  return true;
}

/** Nobody answers any more what was asked before the connection broke. */
export function broken() {
  for (const { reject } of waiting.values()) reject({ why: "down", words: "" });
  waiting.clear();
}
