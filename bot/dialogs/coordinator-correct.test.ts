import { expect, test } from "vitest";
import { readCorrections } from "../../src/language/model/correction.ts";
import { findRequest, openRequest } from "../../src/request/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { correctionLines } from "../corrections.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const liu = await chatOf(deps, "PL-S002");

async function handedIn(said: string, itemCode = "EL02") {
  const resident = station.newResident();
  const { request } = await openRequest(deps, {
    key: said,
    by: { role: "resident", personId: resident.id },
    source: "chat",
    stationId: "PL",
    requesterId: resident.id,
    beneficiaryId: resident.id,
    communityId: resident.communityId,
    gridId: resident.gridId,
    said,
    itemCode,
    wish: { where: { kind: "home" } },
  });
  return request;
}

test("a coordinator says what was meant: the request gets its item, the words become an example", async () => {
  const request = await handedIn("头毛老长了 来给拾掇拾掇");
  expect(await liu.says(`${request.code} 应该是 理发`)).toMatch(/改成「上门理发与助洁」.*还差/);
  expect((await findRequest(deps, request.id)).itemCode).toBe("EL05");
  expect(await correctionLines(deps, "PL")).toContain("EL05\t头毛老长了 来给拾掇拾掇");
});

test("an item may be named by its code or in other words", async () => {
  const [one, two] = [await handedIn("屋里那个灯瞎了"), await handedIn("一天没个说话的")];
  expect(await liu.says(`改项目 ${one.code} EL07`)).toMatch(/家庭小修/);
  expect(await liu.says(`${two.code} 其实是 找人陪聊`)).toMatch(/陪聊/);
});

test("what was no request is an example too, and the request waits for a decision", async () => {
  const request = await handedIn("那人进门就翻抽屉");
  expect(await liu.says(`${request.code} 应该是 投诉`)).toMatch(/不合适/);
  expect((await findRequest(deps, request.id)).itemCode).toBe("EL02");
  expect(await correctionLines(deps, "PL")).toContain("complaint.conduct\t那人进门就翻抽屉");
});

test("without a word for it, it is asked; the next message is it", async () => {
  const request = await handedIn("那玩意又闹毛病");
  expect(await liu.says(`${request.code} 应该是`)).toMatch(/应该是什么/);
  expect(await liu.says("修水电")).toMatch(/家庭小修/);
});

test("the lines are what the next training reads, and the words are sealed where they are kept", async () => {
  const lines = await correctionLines(deps, "PL");
  expect(readCorrections(lines.join("\n"))).toHaveLength(lines.length);
  const stored = JSON.stringify(await deps.db.collection("corrections").find().toArray());
  expect(stored).not.toContain("翻抽屉");
});
