import { writeFileSync } from "node:fs";
import path from "node:path";

/** A PNG: a green square of 48 dots. */
const bytes = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAOklEQVR42u3OQQ0AAAgEoEtkHUNZ2hbOBxsBSE2/EiEhISEhISEhISEhISEhISEhISEhISEhISGhOwvIXZCIEYevdgAAAABJRU5ErkJggg==",
  "base64",
);

export const smallImage = {
  bytes,
  /** Writes it into a folder. */
  path: (folder: string): string => {
    const file = path.join(folder, "small.png");
    writeFileSync(file, bytes);
    return file;
  },
};
