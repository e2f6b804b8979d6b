import { z } from "zod";
import { type ServiceRequest, statuses } from "../../src/request/index.ts";
import type { ApiDeps } from "../deps.ts";
import { peopleById } from "./desk-row.ts";
import { moment, writeMoment } from "./moment.ts";

/** A request as the office reads it that it was referred to; contacts while it is with them. */
export const referralView = z
  .object({
    id: z.string(),
    code: z.string(),
    version: z.number(),
    status: z.enum(statuses),
    itemName: z.string().nullable(),
    said: z.string(),
    details: z.string().nullable(),
    forName: z.string(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    startAt: moment.nullable(),
    referredAt: moment.nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: "Referral" });

export async function viewReferrals(deps: ApiDeps, requests: readonly ServiceRequest[]): Promise<z.input<typeof referralView>[]> {
  const people = await peopleById(
    deps,
    requests.map(({ beneficiaryId }) => beneficiaryId),
  );
  return requests.map((request) => {
    const served = request.status === "referred" ? people.get(request.beneficiaryId) : undefined;
    return {
      id: request.id,
      code: request.code,
      version: request.version,
      status: request.status,
      itemName: request.itemCode === null ? null : deps.catalog.item(request.itemCode).name,
      said: request.said,
      details: request.wish.details ?? null,
      forName: served?.name ?? "",
      phone: served?.phone || null,
      address: served?.address || null,
      startAt: writeMoment(request.wish.startAt),
      referredAt: writeMoment(request.referral?.at),
      outcome: request.referral?.outcome ?? null,
    };
  });
}
