import { chooseFile, control } from "./control.js";
import { fill, line, make, timeOf } from "./elements.js";

/** One personal WeChat: scanning while it has no bot, then the chat with it. */
export function openWechatPanel(name, refresh) {
  const state = { seen: "", scanned: undefined, answering: undefined };
  const title = make("div", { class: "row" });
  const quota = make("p", { class: "quota" });
  const top = make("div", { class: "top" }, title, quota);
  const chat = make("div", { class: "chat", "aria-live": "polite" });
  const scan = make("div", { class: "scan" });
  const foot = make("div", { class: "foot" });
  const panel = make("article", { "data-name": name }, top, scan, chat, foot);
  const act = async (path, body) => {
    await control(`ilink/${path}`, { name, ...body });
    await refresh();
  };

  function drawScan() {
    if (state.scanned) {
      const { code } = state.scanned;
      scan.replaceChildren(
        ...(code ? [make("p", {}, "在显示二维码的地方输入这个数字，再点确认："), make("p", { class: "code" }, code)] : []),
        make("p", {}, `是否让机器人在微信里与「${name}」聊天？`),
        make(
          "div",
          { class: "row" },
          make("button", { onclick: confirm }, "确认"),
          make("button", { class: "quiet", onclick: refuse }, "不同意"),
        ),
      );
    } else {
      scan.replaceChildren(
        make("p", {}, "还没有绑定机器人。把二维码的链接贴在这里扫："),
        line("二维码链接", "扫一扫", async (link) => scanLink(link)),
      );
    }
  }
  async function scanLink(link) {
    state.scanned = await control("ilink/scan", { name, link });
    drawScan();
    await refresh();
  }
  async function confirm() {
    await act("confirm");
    state.scanned = undefined;
    drawScan();
  }
  async function refuse() {
    await act("refuse");
    state.scanned = undefined;
    drawScan();
  }

  function drawFoot() {
    const say = async (text) => {
      const quotes = state.answering?.id;
      state.answering = undefined;
      drawFoot();
      await act("say", { text, ...(quotes && { quotes }) });
    };
    const voice = async () => {
      const transcript = window.prompt("说了什么？空着就是没有转写的语音。", "");
      if (transcript !== null) await act("say", { voice: transcript === "" ? {} : { transcript } });
    };
    const image = async () => {
      const file = await chooseFile("image/*");
      if (file) await act("say", { image: file.base64 });
    };
    const anyFile = async () => {
      const file = await chooseFile("");
      if (file) await act("say", { file: file.base64, fileName: file.name });
    };
    const stop = () => {
      state.answering = undefined;
      drawFoot();
    };
    foot.replaceChildren(
      ...(state.answering
        ? [
            make(
              "div",
              { class: "answering" },
              `引用：${state.answering.text.slice(0, 24)}`,
              make("button", { class: "plain", onclick: stop }, "取消"),
            ),
          ]
        : []),
      line("说点什么", "发送", say),
      make(
        "div",
        { class: "tools" },
        make("button", { class: "plain", onclick: voice }, "语音"),
        make("button", { class: "plain", onclick: image }, "图片"),
        make("button", { class: "plain", onclick: anyFile }, "文件"),
        make("button", { class: "plain", onclick: () => act("repeat", { count: 1 }) }, "重复送达"),
        make("button", { class: "plain", onclick: () => act("unbind") }, "解除绑定"),
      ),
    );
  }

  function bubble(one) {
    const answer = () => {
      state.answering = one;
      drawFoot();
    };
    return make(
      "button",
      { class: one.from === "person" ? "bubble own" : "bubble", onclick: answer, title: "点一下引用" },
      one.quoted && make("div", { class: "quoted" }, one.quoted.slice(0, 60)),
      ...content(one),
      make("span", { class: "small" }, timeOf(one.at)),
    );
  }
  function content({ kind, text, id }) {
    const source = `/_control/ilink/bytes?${new URLSearchParams({ name, id })}`;
    if (kind === "image") return [make("img", { src: source, alt: "图片" })];
    if (kind === "voice") return [text === "" ? "语音（没有转写）" : `语音：${text}`];
    if (kind === "file") return [`文件：${text}`];
    return [kind === "text" ? text : "视频"];
  }

  drawScan();
  drawFoot();
  return {
    panel,
    scan: scanLink,
    async update() {
      const phone = await control(`ilink/chat?${new URLSearchParams({ name })}`);
      const now = JSON.stringify(phone);
      if (now === state.seen) return;
      state.seen = now;
      const isBound = phone.botId !== null;
      const online = phone.isOnline ? "机器人在线" : "机器人不在线";
      title.replaceChildren(
        make("h2", {}, name),
        make("span", { class: "tag" }, "微信"),
        make("span", { class: "tag right" }, isBound ? (phone.isTyping ? "正在输入…" : online) : "未绑定"),
      );
      const { window: open } = phone;
      quota.textContent = !isBound ? "" : open ? `机器人还可发 ${open.left} 条，到 ${timeOf(open.endsAt)}` : "先说一句话，机器人才能发消息";
      quota.classList.toggle("low", isBound && (!open || open.left <= 2));
      scan.hidden = isBound;
      chat.hidden = !isBound && phone.bubbles.length === 0;
      foot.hidden = !isBound;
      fill(chat, phone.bubbles.map(bubble));
    },
  };
}
