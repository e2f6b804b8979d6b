export { LocalPuppet, type LocalPuppetDeps } from "./puppet.ts";
