import { expect, test } from "vitest";
import { DomainError } from "./errors.ts";
import { createLog } from "./log.ts";

const secrets = ["13800138000", "王秀英", "3栋2单元502", "110101194912310021", "6222021234567890123", "021-55556666", "我妈妈摔倒了"];
const [phone, name, address, idCard, bankCard, landline, text] = secrets as [string, string, string, string, string, string, string];

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("trace", { write: (line) => lines.push(line) }));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) JSON.parse(line);
  return lines.join("");
}

function expectClean(output: string): void {
  for (const secret of secrets) expect(output).not.toContain(secret);
}

test("private fields are masked at any depth, in lists, maps and documents", () => {
  const person = { id: "p1", name, phone, address, idCard, contacts: [{ name, tel: landline }] };
  const output = logged((log) => {
    log.info(person, "stored");
    log.info({ request: { resident: person, said: [text], visits: [{ helper: { person } }] } });
    log.info({ people: new Map([["p1", person]]), set: new Set([phone]), message: { text }, document: { toJSON: () => person } });
  });
  expectClean(output);
  expect(output).toContain('"id":"p1"');
});

test("digits are masked in messages, in format arguments, in field names and where a number was meant", () => {
  const output = logged((log) => {
    log.warn(`call ${phone} or ${landline}, card ${bankCard}, id ${idCard}, at ${address}室`);
    log.warn("call %s %o", phone, { phone });
    log.warn({ [phone]: 1, reply: `to ${phone}` });
    log.warn({ count: Number(phone), big: 6222021234567890123n });
  });
  expectClean(output);
  expect(output).toContain("[phone]");
});

test("bindings of child logs are masked", () => {
  expectClean(
    logged((log) =>
      log
        .child({ phone, person: { name, address } })
        .child({ from: `${phone}` })
        .info("x"),
    ),
  );
});

test("errors keep code and stack, and lose what is private in message, details, cause and key values", () => {
  const cause = Object.assign(new Error(`E11000 duplicate key error dup key: { name: "${name}", phone: "${phone}" }`), {
    code: 11000,
    keyValue: { name, phone },
  });
  const error = new Error(`could not call ${phone}`, { cause });
  const output = logged((log) => {
    log.error(error);
    log.error({ err: error }, "failed");
    log.error({ error: new DomainError("station.unknown-person", { phone, name, code: "A37" }) }, "refused");
    log.error(new AggregateError([error], `both ${phone}`));
  });
  expectClean(output);
  expect(output).toContain("station.unknown-person");
  expect(output).toContain("A37");
  expect(output).toContain("log.test.ts");
});

test("times, counts and short codes stay readable", () => {
  const output = logged((log) =>
    log.info({ at: new Date("2026-11-23T01:30:00Z"), ms: 1763861400000, code: "A37", requestId: "r-12" }, "took 250 ms"),
  );
  for (const kept of ["2026-11-23T01:30:00.000Z", "1763861400000", "A37", "r-12", "took 250 ms"]) expect(output).toContain(kept);
});
