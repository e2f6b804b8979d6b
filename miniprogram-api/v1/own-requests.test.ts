import { describe, expect, test } from "vitest";
import { testApi } from "../test-api.ts";

const api = await testApi();
const wang = await api.as("PL-R0001", "resident");
const other = await api.as("PL-R0002", "resident");
const form = { itemCode: "EL01", startAt: "2026-11-24T09:00:00+08:00", where: { kind: "home" }, details: "说说话" };

describe("asking for help", () => {
  test("in one's own words opens what was understood and says what is missing", async () => {
    const { status, body } = await wang.post("/v1/requests", { text: "明天上午九点能派人陪我去区医院看病吗" });
    expect(status).toBe(201);
    expect(body.danger).toBeNull();
    expect(body.requests).toMatchObject([
      { itemName: "陪同就医", status: "collecting", missing: [], dest: "区医院", timeWords: "明天上午9点" },
    ]);
    const { id } = body.requests[0];
    const submitted = await wang.post(`/v1/requests/${id}/submit`);
    expect(submitted.body).toMatchObject({ status: "submitted", statusWords: "已收到" });
  });

  test("by a form, and the same call again makes the same request", async () => {
    const key = { "Idempotency-Key": "key-of-this-call" };
    const first = await wang.post("/v1/requests", form, key);
    const again = await wang.post("/v1/requests", form, key);
    expect(first.status).toBe(201);
    expect(again.body.requests[0].id).toBe(first.body.requests[0].id);
    const misused = await wang.post("/v1/requests", { ...form, details: "别的" }, key);
    expect(misused).toMatchObject({ status: 422, body: { code: "http.key-reused" } });
  });

  test("in danger is told whom to call at once, and people are paged", async () => {
    const { body } = await other.post("/v1/requests", { text: "我爸摔倒了起不来,头上流血" });
    expect(body.danger).toMatchObject({ kind: "medical", say: expect.stringContaining("120") });
    expect(body.requests).toMatchObject([{ status: "escalated" }]);
  });

  test("masks a phone in the words", async () => {
    const { body } = await other.post("/v1/requests", { ...form, details: "打13800138000找我" });
    expect(body.requests[0].details).not.toContain("13800138000");
  });

  test("with fields nobody declared is refused, and says which", async () => {
    const { status, body } = await wang.post("/v1/requests", { ...form, status: "queued", people: 9 });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "http.invalid", detail: expect.stringContaining("status") });
  });

  test("without a key is asked for one", async () => {
    const { status, body } = await wang.send("POST", "/v1/requests", form, { "Idempotency-Key": "short" });
    expect(status).toBe(400);
    expect(body.code).toBe("http.key-missing");
  });
});

describe("one's own requests", () => {
  test("come in pages, newest first, and nobody else's among them", async () => {
    const all = (await wang.get("/v1/requests?limit=100")).body.items;
    const first = (await wang.get("/v1/requests?limit=1")).body;
    const second = (await wang.get(`/v1/requests?limit=1&cursor=${first.next}`)).body;
    expect([first.items[0].id, second.items[0].id]).toEqual(all.slice(0, 2).map(({ id }: { id: string }) => id));
    const others = (await other.get("/v1/requests")).body.items.map(({ id }: { id: string }) => id);
    expect(all.some(({ id }: { id: string }) => others.includes(id))).toBe(false);
    expect((await wang.get("/v1/requests?cursor=nonsense")).status).toBe(400);
  });

  test("of somebody else answer as what is not there", async () => {
    const { id } = (await wang.get("/v1/requests")).body.items[0];
    const theirs = await other.get(`/v1/requests/${id}`);
    const none = await other.get(`/v1/requests/r${"0".repeat(23)}`);
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, requestId: "" }).toEqual({ ...none.body, requestId: "" });
    expect((await other.post(`/v1/requests/${id}/cancel`, {})).status).toBe(404);
  });

  test("say their version; a write of who saw an older one is refused and told who changed it", async () => {
    const { id } = (await wang.post("/v1/requests", { ...form, startAt: "2026-11-25T09:00:00+08:00" })).body.requests[0];
    const seen = await wang.get(`/v1/requests/${id}`);
    const tag = seen.headers.get("etag") as string;
    expect((await wang.get(`/v1/requests/${id}`, { "If-None-Match": tag })).status).toBe(304);
    const changed = await wang.send("PATCH", `/v1/requests/${id}`, { details: "带上病历" }, { "If-Match": tag });
    expect(changed.status).toBe(200);
    const late = await wang.post(`/v1/requests/${id}/cancel`, {}, { "If-Match": tag, "Accept-Language": "zh-CN" });
    expect(late).toMatchObject({ status: 412, body: { code: "request.not-as-seen", title: "您看过之后有人改了" } });
    expect(late.body.by).toHaveLength(1);
    expect((await wang.post(`/v1/requests/${id}/cancel`, { reason: "好了" })).body.status).toBe("cancelled");
  });
});

describe("who calls", () => {
  test("must be signed in", async () => {
    expect(await api.nobody.get("/v1/requests")).toMatchObject({ status: 401, body: { code: "access.token-missing" } });
    expect((await api.nobody.get("/v1/requests", { Authorization: "Bearer a.b.c" })).body.code).toBe("access.token-refused");
  });

  test("loses what a role allowed as soon as the role is taken away", async () => {
    const volunteer = await api.as("PL-V0001", "volunteer");
    expect((await volunteer.get("/v1/requests")).status).toBe(200);
    await api.deps.db.collection("people").updateOne({ _id: "PL-V0001" as never }, { $set: { roles: ["resident"] } });
    expect(await volunteer.get("/v1/requests")).toMatchObject({ status: 403, body: { code: "access.role-lost" } });
  });

  test("is told how many calls are left", async () => {
    const { headers } = await wang.get("/v1/requests");
    expect(Number(headers.get("ratelimit-remaining"))).toBeLessThan(Number(headers.get("ratelimit-limit")));
  });
});
