import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Environment } from "./config.ts";

/** The variables of the process over those of a `.env` file in `folder`, when there is one. */
export function readEnvironment(folder = process.cwd()): Environment {
  return { ...readEnvFile(`${folder}/.env`), ...process.env };
}

function readEnvFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, "utf8")) as Environment;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
