import { control } from "./control.js";
import { make } from "./elements.js";
import { openServicePanel } from "./service-panel.js";
import { openWechatPanel } from "./wechat-panel.js";

/** Looks at the stand-in this often. */
const lookMs = 700;

const phones = document.querySelector("#phones");
const nobody = document.querySelector("#nobody");
const toScan = document.querySelector("#to-scan");
const wechat = new Map();
const service = new Map();

async function refresh() {
  const [people, users] = await Promise.all([control("ilink/phones"), control("service/phones")]);
  for (const { name } of people.phones) if (!wechat.has(name)) add(wechat, name, openWechatPanel(name, refresh));
  for (const { openid } of users.phones) if (!service.has(openid)) add(service, openid, openServicePanel(openid, refresh));
  await Promise.all([
    ...[...wechat.values()].map((one) => one.update()),
    ...users.phones.map((phone) => service.get(phone.openid).update(phone)),
  ]);
  nobody.hidden = wechat.size + service.size > 0;
}

function add(panels, key, panel) {
  panels.set(key, panel);
  phones.append(panel.panel);
}

document.querySelector("#new-wechat").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { name } = event.target.elements;
  await control("ilink/phones", { name: name.value });
  name.value = "";
  await refresh();
  drawToScan();
});

document.querySelector("#new-service").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { openid } = event.target.elements;
  await control("service/phone", openid.value === "" ? {} : { openid: openid.value });
  openid.value = "";
  await refresh();
});

/** A link of a QR code was opened here: which phone scans it? */
function drawToScan() {
  const isAsked = new URLSearchParams(location.search).has("qrcode");
  toScan.hidden = !isAsked;
  if (!isAsked) return;
  const scanWith = async (name) => {
    const link = location.href;
    history.replaceState(null, "", "/");
    toScan.hidden = true;
    await wechat.get(name).scan(link);
  };
  toScan.replaceChildren(
    wechat.size > 0 ? "这是一个二维码。用哪部手机扫？" : "这是一个二维码。先在上面加一部微信手机，再用它扫。",
    make(
      "div",
      { class: "row" },
      ...[...wechat.keys()].map((name) => make("button", { class: "quiet", onclick: () => scanWith(name) }, name)),
    ),
  );
}

async function look() {
  if (!document.hidden) await refresh().catch(() => undefined);
  setTimeout(look, lookMs);
}
await refresh().catch(() => undefined);
drawToScan();
setTimeout(look, lookMs);
