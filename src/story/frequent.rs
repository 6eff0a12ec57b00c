//! The characters of which most of a text consists.
//!
//! Counted over a dictionary of modern Chinese with its word counts: the 480
//! most frequent, their traditional forms, and the characters of the commonest
//! names, since copy is full of people.

/// Frequent Han, sorted by how often they are met.
const HAN: &str = "\
    一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对\
    得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产\
    前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手\
    最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数\
    样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品\
    设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更\
    称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百济党\
    指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即\
    步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连调感转笑革该持始英克士尔让拉思根格造\
    较际亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半令吃观鱼精办像帝八复影告\
    远群包整构料随划算象容示投势热值夫网望源\
    國爲這個來會時學說們於後發對長過業裏經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無\
    見戰點場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別權話報給變書幾華議稱決張導術結師達題\
    條規縣風運組聽濟黨論強黃選記卻職號類傳帶幹農邊據聯廣質陽難歷專認車臺遊舉線團備爭衆連調轉該爾\
    讓較際親單紅價約亞則屬積圖準極裝許參喫觀魚辦復遠羣構隨劃勢熱網\
    陈刘杨赵吴徐孙胡朱郭罗宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜\
    范姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙雷钱汤尹黎易乔贺赖龚伟芳娜敏静秀丽磊洋勇艳杰娟涛超霞刚\
    桂";

/// Frequent syllables of Korean.
const HANGUL: &str = "\
    이다는을의에가고하지를은한기로도사리어그나서자대시정인해수들일아전있스라만과보제부원장주구동\
    상것와게여안경선오조회우비성국면내신용으관세미소화무연위계민했된중년월당공실할운체분생개행문\
    단적합결본않없너마르모러반발불식입재차추출치통학현호";

/// Whether a character is among the most frequent of Chinese.
pub(super) fn is_frequent_han(character: char) -> bool {
    HAN.contains(character)
}

/// Whether a syllable is among the most frequent of Korean.
pub(super) fn is_frequent_hangul(syllable: char) -> bool {
    HANGUL.contains(syllable)
}
