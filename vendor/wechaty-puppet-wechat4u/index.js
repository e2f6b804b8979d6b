export class PuppetWechat4u {
  constructor() {
    throw new Error("Yimi does not ship the unofficial web protocol of WeChat; set YIMI_PUPPET to an official channel");
  }
}
