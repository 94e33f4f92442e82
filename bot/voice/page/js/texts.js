// What the room says, in English and Chinese, and how it writes times and money.

const EN = {
  language: "Language",
  room: "Voice room",
  assistant: "Assistant",
  loading: "Coming in…",
  you: "you",
  somebody: "Somebody",
  // Before one comes in.
  beforeTitle: "Before you come in",
  heardAnew: "Somebody else listens now than you agreed to, so you are asked again. Nobody hears you meanwhile.",
  asWhom: "You come in as {name}.",
  hears: "An AI listens in this room. As long as you are in it, what you say goes to it, is written down as captions, and answered aloud.",
  hearsNow: "Your voice goes to",
  failsOver: "If that does not answer, to",
  toCompany: "{company}, model {model}, at {host}",
  toHost: "model {model}, at {host}",
  toOwn: "model {model}, self-hosted at {host}",
  toHere: "model {model}, on Clerk's own machine",
  region: "region: {region}",
  regionUnknown: "region not stated",
  regionOwn: "nothing leaves your own machines",
  simulated: "Simulated assistant: no voice model is set up. It answers in tones, understands no words, and what you say goes nowhere.",
  noSound: "Clerk keeps no sound anywhere. The captions become a transcript and minutes in the thread of this room; whoever reads the channel can have them deleted.",
  others: "Everybody in the room hears you and reads the captions, and may come in later than you.",
  screenToo: "A screen or a camera is shown only if you share it, and only to the assistant.",
  limits: "The room holds {people} people, and closes after {minutes} minutes{money}.",
  limitsMoney: " or ${usd}",
  agree: "Agree and come in",
  agreeHint: "Your browser then asks for your microphone.",
  apart: "I'm already in a huddle",
  apartHint: "I hear the others there: play me the assistant only.",
  mutedFirst: "Come in muted",
  mutedFirstHint: "Nobody hears you until you unmute yourself, or hold “Ask”.",
  decline: "If you do not agree, close this page: nothing was heard.",
  // In the room.
  listens: "AI listens: {who}",
  listensSimulated: "Simulated assistant listens",
  rests: "AI rests until somebody speaks: {who}",
  coming: "AI is coming: {who}",
  noAssistant: "No assistant can be had now",
  notHeard: "you are not heard",
  noMicrophone: "no microphone",
  instead: "{before} stopped answering: {now} goes on.",
  here: "Who is here",
  sharing: "sharing",
  isApart: "in a huddle too",
  muted: "muted",
  captions: "Captions",
  captionsAi: "Written by AI as it hears: it may have misheard.",
  noCaptions: "What is said appears here.",
  aiSays: "AI",
  mute: "Mute",
  unmute: "Unmute",
  ask: "Hold to ask",
  asking: "Listening: let go for an answer",
  askHint: "In a group the assistant answers when you say its name, or hold “Ask”.",
  share: "Share screen",
  camera: "Camera",
  stopSharing: "Stop sharing",
  shown: "The assistant sees this",
  shownHint: "Only the assistant: a picture when it changes, the newest only.",
  pictures: (count) => (count === 1 ? "1 picture sent" : `${count} pictures sent`),
  leave: "Leave",
  end: "End for all",
  endAsk: "End the room for everybody?",
  endWhy: "Everybody is put out, and the captions become a report in the thread.",
  endYes: "End for all",
  endNo: "Keep talking",
  soundOff: "Your browser keeps the sound off until you press something: you hear nobody, and nobody hears you.",
  noVoice: "The assistant that is here only writes, and this browser has no voice of its own to say it: read the captions.",
  soundOn: "Turn the sound on",
  time: "Time",
  cost: "Cost",
  costUnknown: "not known",
  costOf: "{cost} of {usd}",
  about: "About this room",
  figures: "Line",
  figuresAre: "assistant heard for {heard} s · waits {wait} ms before it plays · {holes} holes · {dropped} pieces not sent",
  keys: "Keyboard",
  keysList: [
    ["Space (hold)", "Ask the assistant"],
    ["M", "Mute, unmute"],
    ["S", "Share a screen, stop"],
  ],
  lost: "The connection was lost. Coming back…",
  back: "You are back in the room.",
  cameIn: "{name} came in.",
  went: "{name} left.",
  // What went wrong, in the room.
  microphone: {
    NotAllowedError: "Your browser did not allow the microphone, so nobody hears you. Allow it in the address bar, then try again. You hear the others.",
    NotFoundError: "No microphone was found, so nobody hears you. Plug one in, then try again. You hear the others.",
    NotReadableError: "Another program holds the microphone, so nobody hears you. Close it, then try again. You hear the others.",
    ended: "The microphone was taken away, so nobody hears you any more.",
    other: "The microphone could not be opened ({why}), so nobody hears you. You hear the others.",
  },
  notShared: {
    NotAllowedError: "Nothing is shared: it was not allowed.",
    NotFoundError: "Nothing is shared: no camera was found.",
    other: "Nothing is shared: the browser could not do it ({why}).",
  },
  tryAgain: "Try again",
  dismiss: "Dismiss",
  // Where one cannot be in the room.
  own: "You need a link of your own",
  ownWhy: "Links to a voice room are personal, and this one carries nobody's name.",
  used: "This link opens nothing any more",
  usedWhy: "It was used before, is older than five minutes, or is somebody else's; or the room is over, or you do not read its channel.",
  how: "To get a link of your own, go to the card of the room in its channel and press “Join”.",
  insecure: "Your browser opens no microphone here",
  insecureWhy: "A microphone needs an address that begins with https://. Ask whoever runs Clerk for it.",
  old: "This browser is too old for a voice room",
  oldWhy: "It lacks what is needed to hear and to be heard. A current Chrome, Edge, Firefox or Safari has it.",
  away: "Clerk does not answer now",
  awayWhy: "It may be starting anew. This page goes on trying by itself.",
  refused: {
    full: ["The room is full", "As many people are in it as it holds. Try again once somebody has left."],
    away: ["Clerk does not answer now", "Nobody can tell now whether you may come in. Try again in a moment."],
    money: ["Nothing is left to spend today", "The limit on what voice rooms may cost in a day was reached. It begins anew tomorrow."],
    over: ["The room is over", "The captions become a report in its thread."],
    no_entry: ["You are not in the room any more", "It is over, or you do not read its channel any more."],
  },
  over: {
    people: ["The room was ended", "Somebody ended it. The captions become a report in its thread."],
    over: ["The room is over", "Nobody was in it any more. The captions become a report in its thread."],
    minutes: ["The time of the room is up", "It was open for as long as a room may be. The captions become a report in its thread; a new room can be begun there."],
    money: ["The room has used up its money", "It may cost no more. The captions become a report in its thread."],
    deleted: ["The room was deleted", "Nothing that was said in it is kept."],
  },
  left: "You left the room",
  leftWhy: "Your microphone is closed, and you are not heard any more. The others may go on.",
  comeBack: "Come back",
  elsewhere: "You are in this room on another page",
  elsewhereWhy: "One page at a time: this one is silent now.",
  hereInstead: "Talk here instead",
  broken: "This page did something that the room did not understand",
  brokenWhy: "Load it again. If that does not help, Clerk may be of another version than this page.",
  reload: "Load again",
};

const ZH = {
  language: "语言",
  room: "语音房间",
  assistant: "助手",
  loading: "正在进入…",
  you: "您",
  somebody: "某人",
  beforeTitle: "进入之前",
  heardAnew: "现在的聆听方与您之前同意的不同，因此需要再次征得您的同意。在此期间没有人会听到您的声音。",
  asWhom: "您将以“{name}”的身份进入。",
  hears: "此房间内有 AI 在收听。您在房间期间所说的话会传给它，由它转写为字幕，并以语音作答。",
  hearsNow: "您的声音将传给",
  failsOver: "若其无应答，则传给",
  toCompany: "{company}，模型 {model}，地址 {host}",
  toHost: "模型 {model}，地址 {host}",
  toOwn: "模型 {model}，自行部署于 {host}",
  toHere: "模型 {model}，运行于 Clerk 所在的机器",
  region: "数据地区：{region}",
  regionUnknown: "未说明数据地区",
  regionOwn: "数据不离开您自己的机器",
  simulated: "模拟助手：尚未配置语音模型。它只会以提示音作答，听不懂内容，您所说的话不会传到任何地方。",
  noSound: "Clerk 不会在任何地方保存声音。字幕会在本房间的话题中整理成文字记录和纪要；能查看该频道的人可以将其删除。",
  others: "房间里的每个人都能听到您的声音、看到字幕，也可能有人在您之后进入。",
  screenToo: "只有在您主动共享时才会显示屏幕或摄像头画面，而且只有助手能看到。",
  limits: "房间最多容纳 {people} 人，{minutes} 分钟后{money}关闭。",
  limitsMoney: "或费用达到 ${usd} 时",
  agree: "同意并进入",
  agreeHint: "随后浏览器会请求使用您的麦克风。",
  apart: "我已经在通话中",
  apartHint: "我在那边能听到其他人：这里只播放助手的声音。",
  mutedFirst: "以静音状态进入",
  mutedFirstHint: "在您取消静音或按住“提问”之前，没有人能听到您。",
  decline: "如不同意，请关闭此页面：到目前为止没有收听任何内容。",
  listens: "AI 正在收听：{who}",
  listensSimulated: "模拟助手正在收听",
  rests: "AI 暂停中，有人说话时恢复：{who}",
  coming: "AI 正在接入：{who}",
  noAssistant: "目前没有可用的助手",
  notHeard: "您的声音未被收听",
  noMicrophone: "没有麦克风",
  instead: "{before} 已无应答，由 {now} 继续。",
  here: "房间里的人",
  sharing: "正在共享",
  isApart: "也在通话中",
  muted: "已静音",
  captions: "字幕",
  captionsAi: "由 AI 边听边写，可能有误。",
  noCaptions: "所说的话会显示在这里。",
  aiSays: "AI",
  mute: "静音",
  unmute: "取消静音",
  ask: "按住提问",
  asking: "正在听：松开后作答",
  askHint: "多人时，只有叫助手的名字或按住“提问”，它才会作答。",
  share: "共享屏幕",
  camera: "摄像头",
  stopSharing: "停止共享",
  shown: "助手看到的画面",
  shownHint: "只有助手能看到：画面有变化时才发送，且只保留最新一张。",
  pictures: (count) => `已发送 ${count} 张`,
  leave: "离开",
  end: "结束房间",
  endAsk: "要为所有人结束房间吗？",
  endWhy: "所有人都会退出，字幕会在话题中整理成报告。",
  endYes: "结束房间",
  endNo: "继续交谈",
  soundOff: "在您点击页面之前，浏览器会关闭声音：您听不到别人，别人也听不到您。",
  noVoice: "当前的助手只输出文字，而此浏览器没有可用的本机语音，请阅读字幕。",
  soundOn: "打开声音",
  time: "时长",
  cost: "费用",
  costUnknown: "未知",
  costOf: "{cost} / {usd}",
  about: "关于此房间",
  figures: "线路",
  figuresAre: "已听助手 {heard} 秒 · 播放前缓冲 {wait} 毫秒 · 中断 {holes} 次 · {dropped} 段未发送",
  keys: "键盘",
  keysList: [
    ["空格（按住）", "向助手提问"],
    ["M", "静音、取消静音"],
    ["S", "共享屏幕、停止共享"],
  ],
  lost: "连接已断开，正在重新连接…",
  back: "您已回到房间。",
  cameIn: "{name}进入了房间。",
  went: "{name}离开了房间。",
  microphone: {
    NotAllowedError: "浏览器未允许使用麦克风，别人听不到您。请在地址栏中允许后重试。您可以听到其他人。",
    NotFoundError: "未找到麦克风，别人听不到您。请接入麦克风后重试。您可以听到其他人。",
    NotReadableError: "麦克风正被其他程序占用，别人听不到您。请关闭该程序后重试。您可以听到其他人。",
    ended: "麦克风已被断开，别人听不到您了。",
    other: "无法打开麦克风（{why}），别人听不到您。您可以听到其他人。",
  },
  notShared: {
    NotAllowedError: "未共享：没有获得允许。",
    NotFoundError: "未共享：未找到摄像头。",
    other: "未共享：浏览器无法完成（{why}）。",
  },
  tryAgain: "重试",
  dismiss: "关闭提示",
  own: "您需要本人的链接",
  ownWhy: "语音房间的链接因人而异，此链接不属于任何人。",
  used: "此链接已失效",
  usedWhy: "链接可能已被使用、超过五分钟，或者属于他人；也可能房间已结束，或者您无权查看其所在的频道。",
  how: "请到频道中该房间的卡片上点击“加入”，获取您本人的链接。",
  insecure: "浏览器在此处无法打开麦克风",
  insecureWhy: "使用麦克风需要以 https:// 开头的地址。请向 Clerk 的管理员索取。",
  old: "此浏览器版本过旧，无法使用语音房间",
  oldWhy: "它缺少收听和发言所需的功能。请使用新版 Chrome、Edge、Firefox 或 Safari。",
  away: "Clerk 暂时没有响应",
  awayWhy: "它可能正在重新启动。此页面会自动重试。",
  refused: {
    full: ["房间已满", "房间内人数已达上限。请等有人离开后再试。"],
    away: ["Clerk 暂时没有响应", "暂时无法确认您是否可以进入，请稍后重试。"],
    money: ["今日额度已用完", "语音房间今日的费用已达上限，明日重新计算。"],
    over: ["房间已结束", "字幕会在其话题中整理成报告。"],
    no_entry: ["您已不在房间中", "房间已结束，或者您已无权查看其所在的频道。"],
  },
  over: {
    people: ["房间已被结束", "有人结束了房间。字幕会在其话题中整理成报告。"],
    over: ["房间已结束", "房间里已没有人。字幕会在其话题中整理成报告。"],
    minutes: ["房间时间已到", "房间已达到最长开放时间。字幕会在其话题中整理成报告，您可以在那里开始新的房间。"],
    money: ["房间费用已达上限", "此房间不能再产生费用。字幕会在其话题中整理成报告。"],
    deleted: ["房间已被删除", "其中所说的内容均未保留。"],
  },
  left: "您已离开房间",
  leftWhy: "麦克风已关闭，您的声音不再被收听。其他人可以继续。",
  comeBack: "回到房间",
  elsewhere: "您已在另一个页面中进入此房间",
  elsewhereWhy: "同一时间只能使用一个页面：此页面现已静音。",
  hereInstead: "改在此处交谈",
  broken: "此页面的操作无法被房间识别",
  brokenWhy: "请重新加载。如仍无效，可能是 Clerk 的版本与此页面不一致。",
  reload: "重新加载",
};

export const LANGUAGES = { en: "English", zh: "中文" };
const KEPT = "clerk.language";

const chosen = localStorage.getItem(KEPT);
let language = chosen in LANGUAGES ? chosen : navigator.language.startsWith("zh") ? "zh" : "en";
let isChosen = chosen in LANGUAGES;

export const currentLanguage = () => language;

export function setLanguage(wanted) {
  language = wanted;
  isChosen = true;
  localStorage.setItem(KEPT, wanted);
}

// The room's own, for whoever chose none.
export function speakRooms(wanted) {
  if (!isChosen && wanted in LANGUAGES) language = wanted;
}

export function t(key, values = {}) {
  const found = key.split(".").reduce((from, step) => from?.[step], language === "zh" ? ZH : EN);
  if (typeof found !== "string") return found;
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

// 754 is 12:34, 3754 is 1:02:34.
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (figure) => String(figure).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}

export function money(usd) {
  const figure = Number(usd);
  const digits = figure > 0 && figure < 0.1 ? 4 : 2;
  return new Intl.NumberFormat(locale(), { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: 2, maximumFractionDigits: digits }).format(figure);
}
