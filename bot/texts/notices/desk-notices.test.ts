import { expect, test } from "vitest";
import { catalogOf } from "../../../src/catalog/index.ts";
import { instant } from "../../../src/platform/index.ts";
import { type NoticeKind, noticeKinds, type ServiceRequest, type Status, statuses } from "../../../src/request/index.ts";
import { demoPeople, settingsOf } from "../../../src/station/index.ts";
import type { BotDeps } from "../../turn.ts";
import type { NoticeContext, NoticeText } from "./context.ts";
import { deskNotices } from "./desk.ts";
import { receiverNotices } from "./receiver.ts";
import { roomNotices } from "./room.ts";

const now = instant(2026, 11, 23, 9, 30);
const startAt = instant(2026, 11, 24, 9);
const people = new Map(demoPeople(now).map((person) => [person.id, person]));
const texts: Readonly<Partial<Record<NoticeKind, NoticeText>>> = { ...roomNotices, ...deskNotices, ...receiverNotices };
const kinds = noticeKinds.filter((kind) => /^(?:room|desk|receiver)\./.test(kind));

const by = { role: "coordinator", personId: "PL-S003" } as const;
const request = (status: Status, change: Partial<ServiceRequest> = {}): ServiceRequest => ({
  id: "r000000000000000000000001",
  stationId: "PL",
  code: "A37",
  status,
  version: 1,
  source: "chat",
  itemCode: "EL01",
  requesterId: "PL-R0002",
  beneficiaryId: "PL-R0001",
  relation: "妈",
  communityId: people.get("PL-R0001")?.communityId ?? "",
  gridId: "",
  said: "明天九点陪俺妈去区医院",
  wish: { startAt, where: { kind: "home" }, dest: "区医院" },
  urgency: "soon",
  people: 1,
  flags: ["unverified"],
  missing: [],
  questions: 0,
  lastHeardAt: now,
  radius: 0,
  round: 0,
  candidates: ["PL-V0001", "PL-V0002", "PL-V0003", "PL-V0004"].map((personId) => ({
    personId,
    score: 80,
    reasons: "同网格 · 陪诊培训有效",
  })),
  passedOver: [],
  offers: [],
  assignments: [{ volunteerId: "PL-V0001", status: "accepted", acceptedAt: now, creditedMinutes: null, isVerified: true }],
  reschedules: 0,
  visit: { nobodyHome: { saidAt: now, by: "PL-V0001", calls: 0 } },
  rating: null,
  dispute: { by: { role: "resident", personId: "PL-R0001" }, reason: "只待了半小时", at: now, decideBy: startAt, appeals: 0 },
  referral: { to: "民政办", hasConsent: true, at: now, bounces: 1, outcome: "已发救助金" },
  escalation: { kind: "medical", said: "胸口疼", at: now, isSilent: false },
  closing: { reason: "家里来人了", by },
  links: {},
  done: [],
  createdAt: now,
  statusAt: now,
  updatedAt: now,
  nextDueAt: null,
  history: [{ at: now, event: "open", from: "-", to: "collecting", by }],
  outbox: [],
  ...change,
});

const context = (kind: NoticeKind, held: ServiceRequest | null, data: Record<string, unknown> = {}): NoticeContext => ({
  request: held,
  notice: { kind, to: "PL-S002", data, createdAt: now },
  recipient: people.get("PL-S002") ?? null,
  item: held?.itemCode ? catalogOf().item(held.itemCode) : null,
  others: held ? [{ request: held, item: catalogOf().item("EL01") }] : [],
  people,
  now,
  communities: [{ id: people.get("PL-R0001")?.communityId ?? "", name: "蟠龙社区", shortNames: ["蟠龙"], gridIds: [] }],
  settings: settingsOf({}),
  deps: {} as BotDeps,
});

const words = (kind: NoticeKind, held: ServiceRequest | null, data?: Record<string, unknown>) =>
  texts[kind]?.(context(kind, held, data)) ?? null;

test("every notice has words in some state, and none in a state that has overtaken it", () => {
  const data = { said: "胸口疼", reason: "不归我们管", why: "12人没有陪诊培训", personId: "PL-R0001", topic: "human", bounces: 1 };
  const free = ["desk.binding", "desk.digest", "desk.export_asked", "desk.handoff", "desk.feedback", "desk.conduct"];
  for (const kind of kinds) {
    const said = statuses.map((status) => words(kind, request(status), data)).filter((text) => text !== null);
    if (kind !== "desk.digest") expect(said, kind).not.toHaveLength(0);
    if (!free.includes(kind)) expect(words(kind, request("merged"), data), kind).toBeNull();
    for (const text of said) expect(text, kind).not.toMatch(/undefined|null|NaN|\[object/);
  }
});

test("a room reads code, item, community and time, and nobody's name, address or phone", () => {
  expect(words("room.new", request("submitted"))).toBe("新单 A37 · 陪同就医 · 蟠龙社区 · 明天上午9点");
  const mother = people.get("PL-R0001");
  for (const kind of kinds.filter((one) => one.startsWith("room."))) {
    for (const status of statuses) {
      const text = words(kind, request(status)) ?? "";
      for (const hidden of [mother?.name, mother?.calledAs, mother?.phone, "12号楼", "区医院", "王建国"])
        expect(text).not.toContain(hidden);
    }
  }
});

test("the triage card holds who, when, where, whom to phone, the words, and what to answer", () => {
  const card = words("desk.triage", request("submitted")) ?? "";
  expect(card.split("\n")[0]).toBe("审单 A37 · 陪同就医");
  expect(card).toMatch(/谁:王秀兰\(王奶奶\),78岁,独居/);
  expect(card).toMatch(/时间:明天上午9点/);
  expect(card).toMatch(/住处:蟠龙社区12号楼2单元301/);
  expect(card).toMatch(/电话:1\d{10}/);
  expect(card).toMatch(/原话:「明天九点陪俺妈去区医院」/);
  expect(card.split("\n").at(-1)).toBe("回「通过 A37」「不合适 A37 原因」「转 A37 民政办」");
});

test("the candidates' card numbers the first three with their reasons", () => {
  const card = words("desk.candidates", request("proposed")) ?? "";
  expect(card.split("\n")).toHaveLength(5);
  expect(card).toMatch(/^1\. .+:同网格 · 陪诊培训有效$/m);
  expect(card).not.toMatch(/^4\./m);
  expect(card).toMatch(/「换一批 A37」,「派给 A37 名字」$/);
});

test("a batch lists who goes where and why, and no more than still waits", () => {
  const planned = request("proposed", { plan: ["PL-V0002"] });
  const card = words("desk.batch", planned, { leftOver: ["B12"] }) ?? "";
  expect(card).toMatch(/^A37 陪同就医 · 蟠龙社区 · 明天上午9点$/m);
  expect(card).toMatch(/^→ .+:同网格 · 陪诊培训有效$/m);
  expect(card).toContain(people.get("PL-V0002")?.name);
  expect(card).not.toContain(people.get("PL-V0001")?.name);
  expect(card).toMatch(/B12/);
  expect(card).toMatch(/「全部确认」/);
  expect(words("desk.batch", request("offered"), { leftOver: ["B12"] })).toBeNull();
});

test("an emergency names the phone and what to answer, and stops once somebody has it", () => {
  expect(words("desk.escalated", request("escalated"))).toMatch(/【急】A37.*电话:.*王建国\(儿子\).*「我来 A37」/s);
  const taken = request("escalated", {
    escalation: { kind: "medical", said: "疼", at: now, isSilent: false, answeredBy: "PL-S003", answeredAt: now },
  });
  expect(words("desk.escalated", taken)).toBeNull();
  expect(words("room.urgent", taken)).toBeNull();
});

test("what a coordinator did themself they do not read again", () => {
  const history = [
    {
      at: now,
      event: "cancel" as const,
      from: "queued" as const,
      to: "cancelled" as const,
      by: { role: "coordinator" as const, personId: "PL-S002" },
    },
  ];
  expect(words("desk.cancelled", request("cancelled", { history }))).toBeNull();
  expect(words("desk.cancelled", request("cancelled"))).toMatch(/取消了:家里来人了/);
});

test("the morning list puts first what must be done first", () => {
  const digest = { open: 4, today: ["A37 陪同就医 蟠龙 09:00"], atRisk: [], unfilled: ["B12 送饭"], needsCall: [], overdue: ["C44 打扫"] };
  expect(words("desk.digest", null, digest)).toBe(
    "早上好。没办完的一共 4 单。\n过了时限,先办(1):\nC44 打扫\n没人接,要打电话(1):\nB12 送饭\n今天上门(1):\nA37 陪同就医 蟠龙 09:00",
  );
});
