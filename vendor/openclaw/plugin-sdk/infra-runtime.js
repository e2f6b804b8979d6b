import { tmpdir } from "node:os";

export const resolvePreferredOpenClawTmpDir = () => process.env.OPENCLAW_STATE_DIR ?? tmpdir();
export const withFileLock = (_path, _options, act) => act();
