export { IlinkPuppet, type IlinkPuppetDeps } from "./puppet.ts";
