import { chooseFile, control } from "./control.js";
import { fill, line, make, timeOf } from "./elements.js";

/** One person with the mini-program open: the customer-service session, its cards, and subscribe messages. */
export function openServicePanel(openid, refresh) {
  let seen = "";
  const own = [];
  const title = make("div", { class: "row" });
  const quota = make("p", { class: "quota" });
  const chat = make("div", { class: "chat", "aria-live": "polite" });
  const act = async (path, body) => {
    const answer = await control(`service/${path}`, { openid, ...body });
    await refresh();
    return answer;
  };
  const keep = (text) => own.push({ text, at: new Date().toISOString() });
  const say = async (text) => {
    keep(text);
    await act("say", { text });
  };
  const image = async () => {
    const file = await chooseFile("image/*");
    if (!file) return;
    keep("图片");
    await act("image", { base64: file.base64, type: "image/png" });
  };
  const foot = make(
    "div",
    { class: "foot" },
    line("说点什么", "发送", say),
    make(
      "div",
      { class: "tools" },
      make("button", { class: "plain", onclick: () => act("enter") }, "进入会话"),
      make("button", { class: "plain", onclick: image }, "图片"),
    ),
  );
  const panel = make("article", { "data-openid": openid }, make("div", { class: "top" }, title, quota), chat, foot);

  function bubbles({ messages, notices }) {
    let cards = 0;
    const theirs = messages.map((message) => {
      const index = message.kind === "miniprogrampage" ? cards++ : undefined;
      return { at: message.at, element: make("div", { class: "bubble" }, ...content(message, index), small(message.at)) };
    });
    const sent = own.map(({ text, at }) => ({ at, element: make("div", { class: "bubble own" }, text, small(at)) }));
    const told = notices.map((notice) => ({
      at: notice.at,
      element: make("div", { class: "bubble" }, make("div", { class: "quoted" }, "订阅消息"), valuesOf(notice), small(notice.at)),
    }));
    return [...theirs, ...sent, ...told].sort((a, b) => a.at.localeCompare(b.at)).map(({ element }) => element);
  }
  function content(message, index) {
    if (message.kind === "text") return [message.text];
    if (message.kind === "image") return ["图片"];
    if (message.kind === "miniprogrampage") {
      const tap = async () => keep(`打开了页面 ${(await act("tap", { index })).page}`);
      return [make("div", {}, message.title), make("button", { class: "quiet", onclick: tap }, "打开小程序")];
    }
    return [`${message.title}\n${message.text}`, make("span", { class: "small" }, message.url)];
  }
  const small = (at) => make("span", { class: "small" }, timeOf(at));
  const valuesOf = ({ data = {} }) =>
    Object.entries(data)
      .map(([key, value]) => `${key}：${value}`)
      .join("\n");

  return {
    panel,
    async update(phone) {
      const now = JSON.stringify([phone, own.length]);
      if (now === seen) return;
      seen = now;
      const { isTyping, left } = phone;
      title.replaceChildren(
        make("h2", { title: openid }, openid),
        make("span", { class: "tag" }, "小程序"),
        make("span", { class: "tag right" }, isTyping ? "正在输入…" : "客服会话"),
      );
      quota.textContent = left.endsAt ? `机器人还可发 ${left.messages} 条，到 ${timeOf(left.endsAt)}` : "先说一句话，机器人才能发消息";
      quota.classList.toggle("low", left.messages <= 1);
      fill(chat, bubbles(phone));
    },
  };
}
