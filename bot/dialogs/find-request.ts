import { DomainError } from "../../src/platform/index.ts";
import { findByCode, findByStatus, type ServiceRequest, type Status } from "../../src/request/index.ts";
import { whichWords } from "../texts/coordinator.ts";
import { lineOf } from "../texts/request-lines.ts";
import type { BotDeps, Turn } from "../turn.ts";
import type { Staff } from "./staff.ts";

/** The states in which a request can be what the message is about, and their name for 「现在没有…的单」. */
export interface Fitting {
  readonly statuses: readonly Status[];
  readonly what: string;
  /** Narrows further, as 「时长待核」. */
  readonly fits?: (request: ServiceRequest) => boolean;
}

/** How many requests a question names. */
const asked = 8;

/**
 * Runs `then` on the request the message is about: the one of its code, else the only one that fits, else asks which.
 * @throws request.unknown-code, bot.nothing-fits
 */
export async function withRequest(
  deps: BotDeps,
  staff: Staff,
  fitting: Fitting,
  then: (request: ServiceRequest) => Promise<Turn>,
): Promise<Turn> {
  const [code] = staff.command.codes;
  if (code !== undefined) {
    const found = await findByCode(deps, deps.station.id, code);
    if (!found) throw new DomainError("request.unknown-code", { code });
    return then(found);
  }
  const open = await findByStatus(deps, deps.station.id, fitting.statuses);
  const fits = open.filter(fitting.fits ?? (() => true));
  const [only] = fits;
  if (!only) throw new DomainError("bot.nothing-fits", { what: fitting.what });
  if (fits.length === 1) return then(only);
  const shown = fits.slice(0, asked);
  return {
    say: [
      whichWords(
        shown.map((request) => lineOf(deps, request, staff.heard.now)),
        fits.length,
      ),
    ],
    pending: {
      kind: "which",
      act: staff.command.act,
      requestIds: shown.map(({ id }) => id),
      data: { text: staff.heard.message.text },
    },
  };
}
