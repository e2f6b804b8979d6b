import { expect, test } from "vitest";
import { instant } from "../platform/index.ts";
import { type Certificate, maskName } from "./certificate.ts";
import { paperOf } from "./paper.ts";
import { certificatePdf } from "./pdf.ts";
import { textOf } from "./test-pdf.ts";

const certificate: Certificate = {
  code: "AbCdEfGhIjKlMnOpQrStUv",
  number: "PL-2026-000012",
  stationId: "PL",
  issuer: "泊里镇社会工作站",
  personId: "PL-V0001",
  name: "欧阳𬭎",
  from: "2026-03-01",
  to: "2026-11-24",
  minutes: 2210,
  certifiedMinutes: 2190,
  carriedMinutes: 0,
  services: 11,
  content: [
    { item: "陪同就医", services: 5 },
    { item: null, services: 2 },
    { item: "代购代办", services: 4 },
  ],
  issuedAt: instant(2026, 11, 24, 23, 30),
  issuedBy: "PL-V0001",
};
const verifyUrl = "https://yimi.example.org/v/AbCdEfGhIjKlMnOpQrStUv";

test("the paper says who, when, how often, how long and what, and who answers for it", () => {
  const { body, lines, issuer, date, number } = paperOf(certificate);
  expect(body).toBe("兹证明 欧阳𬭎 于 2026年3月1日 至 2026年11月24日 期间，在本站参加志愿服务 11 次，记录志愿服务时长 36.5 小时。");
  expect(new Map(lines).get("服务内容")).toBe("陪同就医 5 次、代购代办 4 次、其他服务 2 次");
  expect([issuer, date, number]).toEqual(["泊里镇社会工作站", "2026年11月24日", "编号：PL-2026-000012"]);
});

test("it has no rank, no stars and no price, and names what came from an older book", () => {
  const words = JSON.stringify(paperOf({ ...certificate, carriedMinutes: 605 }));
  expect(words).toContain("10 小时由原台账转入");
  expect(words).not.toMatch(/星级|排名|第.名|元/);
  expect(JSON.stringify(paperOf(certificate))).not.toContain("原台账");
});

test("the PDF is one small A4 page with its own font, whose text can be found, rare characters too", async () => {
  const pdf = await certificatePdf(certificate, { verifyUrl });
  const raw = Buffer.from(pdf).toString("latin1");
  expect(raw.slice(0, 5)).toBe("%PDF-");
  expect(raw.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(raw).toContain("/MediaBox [0 0 595.28 841.89]");
  expect(raw).toMatch(/\/FontFile2/);
  expect(pdf.length).toBeLessThan(80_000);
  const text = textOf(pdf);
  for (const words of ["志愿服务记录证明", "PL-2026-000012", "欧阳𬭎", "36.5", "泊里镇社会工作站", "扫码核验", "2026年11月24日"])
    expect(text).toContain(words);
  expect(text).not.toContain("已撤销");
});

test("one that was taken back says so across the page", async () => {
  const revoked = { at: certificate.issuedAt, by: "PL-S001", reason: "发错人" };
  const text = textOf(await certificatePdf({ ...certificate, revoked }, { verifyUrl }));
  expect(text).toContain("已撤销");
  expect(text).not.toContain("发错人");
});

test("a masked name hides all but the first character, and how many there are", () => {
  expect(["王秀兰", "王芳", "欧阳晓明", "𬭎小明", " 李 ", ""].map(maskName)).toEqual(["王**", "王**", "欧**", "𬭎**", "李**", "**"]);
});
