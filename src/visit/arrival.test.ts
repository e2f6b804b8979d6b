import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { arrivalOf } from "./arrival.ts";
import { makeDoorCode } from "./door-code.ts";

const deps = await testPlatform();
const request = { code: "A37", beneficiaryId: "PL-R0001" };
const rule = { area: { lat: 35.75, lon: 119.75, radiusMetres: 500 }, withinMetres: 300 };
const north = (metres: number) => ({ lat: 35.75 + metres / 111_195, lon: 119.75 });

test("the code of the resident's door is the surest sign", () => {
  expect(arrivalOf(deps, request, { doorCode: makeDoorCode(deps, "PL-R0001"), position: north(9_000) }, rule)).toBe("door_code");
});

test.each([
  ["another resident's", () => makeDoorCode(deps, "PL-R0002")],
  ["one that was changed", () => makeDoorCode(deps, "PL-R0001").replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
  ["the plain id", () => "PL-R0001"],
])("%s code is refused", (_, doorCode) => {
  expect(() => arrivalOf(deps, request, { doorCode: doorCode() }, rule)).toThrow(
    expect.objectContaining({ code: "visit.wrong-door-code" }),
  );
});

test("a position counts in the community and a little around it", () => {
  expect(arrivalOf(deps, request, { position: north(450) }, rule)).toBe("position");
  expect(arrivalOf(deps, request, { position: north(-790) }, rule)).toBe("position");
  expect(arrivalOf(deps, request, { position: { lat: 35.75, lon: 119.75 + 700 / 90_240 } }, rule)).toBe("position");
  expect(() => arrivalOf(deps, request, { position: north(900) }, rule)).toThrow(
    expect.objectContaining({ code: "visit.too-far", details: { code: "A37", metres: 400 } }),
  );
});

test("without a sign, or without a map, it is noted as unchecked", () => {
  expect(arrivalOf(deps, request, {}, rule)).toBe("unchecked");
  expect(arrivalOf(deps, request, { position: north(0) }, { ...rule, area: undefined })).toBe("unchecked");
});
