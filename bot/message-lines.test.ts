import { expect, test } from "vitest";
import { openMessageLines, restMs } from "./message-lines.ts";

function setup() {
  const handed: string[] = [];
  const rests: { ms: number; end: () => void }[] = [];
  const lines = openMessageLines(
    (id) => handed.push(id),
    (ms, end) => {
      rests.push({ ms, end });
      return () => undefined;
    },
  );
  return { handed, rests, lines };
}

test("a person's next message is handed out when the one before is done, other people's at once", () => {
  const { handed, lines } = setup();
  lines.add("王", "1");
  lines.add("王", "2");
  lines.add("李", "3");
  expect(handed).toEqual(["1", "3"]);
  lines.done("王", "1");
  expect(handed).toEqual(["1", "3", "2"]);
});

test("a message that failed comes again before the ones written after it", () => {
  const { handed, rests, lines } = setup();
  lines.add("王", "1");
  lines.add("王", "2");
  lines.failed("王", "1", 1);
  expect(handed).toEqual(["1"]);
  rests[0]?.end();
  expect(handed).toEqual(["1", "1"]);
});

test("a message that keeps failing lets the later ones pass, and is still tried again", () => {
  const { handed, rests, lines } = setup();
  lines.add("王", "broken");
  lines.add("王", "救命");
  lines.failed("王", "broken", 3);
  expect(handed).toEqual(["broken", "救命"]);
  lines.done("王", "救命");
  rests[0]?.end();
  expect(handed).toEqual(["broken", "救命", "broken"]);
});

test("a new message wakes the ones that rest before it, so that the order is kept after an outage", () => {
  const { handed, lines } = setup();
  lines.add("王", "陪我去医院");
  lines.failed("王", "陪我去医院", 7);
  lines.add("王", "对");
  expect(handed).toEqual(["陪我去医院", "陪我去医院"]);
  lines.done("王", "陪我去医院");
  expect(handed.at(-1)).toBe("对");
});

test("the rest doubles with each failure up to ten seconds", () => {
  expect([1, 2, 3, 20].map(restMs)).toEqual([250, 500, 1_000, 10_000]);
});

test("after stop nothing is handed out", () => {
  const { handed, lines } = setup();
  lines.stop();
  lines.add("王", "1");
  expect(handed).toEqual([]);
});
