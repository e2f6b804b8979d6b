/**
 * `npm run wechat:stand-in [-- --port=4010 --yimi=http://127.0.0.1:3000]`: a WeChat on this machine, with a page to scan and chat, until
 * Ctrl-C. docs/wechat-stand-in.md tells what it knows.
 */
import { parseArgs } from "node:util";
import { startWechatServer, usualApp } from "../test/support/wechat-server/index.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    "app-id": { type: "string", default: usualApp.appId },
    secret: { type: "string", default: usualApp.secret },
    yimi: { type: "string", default: "http://127.0.0.1:3000" },
  },
});
const app = { appId: values["app-id"], secret: values.secret };
const server = await startWechatServer({ port: Number(values.port), app });
const { pushes } = server.world.service;
pushes.set({ url: new URL("/wechat/push", values.yimi).href });
process.stdout.write(
  [
    `WeChat's stand-in listens at ${server.url}: open it in a browser to scan and chat. Start Yimi with`,
    "",
    "  YIMI_PUPPET=ilink,service",
    `  YIMI_ILINK_BASE_URL=${server.url}`,
    `  YIMI_WECHAT_BASE_URL=${server.url}`,
    `  YIMI_WECHAT_APP_ID=${app.appId}`,
    `  YIMI_WECHAT_APP_SECRET=${app.secret}`,
    `  YIMI_WECHAT_PUSH_TOKEN=${pushes.settings().token}`,
    "",
    "and get a login code, as wx.login does, with",
    "",
    `  curl -X POST ${server.url}/_control/logins`,
    "",
    "",
  ].join("\n"),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
