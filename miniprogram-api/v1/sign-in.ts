import { z } from "zod";
import {
  accessMinutes,
  askTicket,
  isSteppedUp,
  type Opened,
  openSession,
  readTicket,
  refreshSession,
  revokeSession,
  revokeSessionsOf,
  switchRole,
  takeTicket,
} from "../../src/access/index.ts";
import { miniprogram } from "../../src/channel/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { addPerson, bindIdentity, findPerson, findPersonByIdentity, giveConsent, type Person, roleNames } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { refuseRisky } from "../refuse-risky.ts";
import { openRoute, route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

const signedIn = z
  .object({
    accessToken: z.string().describe("send as `Authorization: Bearer …`"),
    expiresInSeconds: z.number(),
    refreshToken: z.string().describe("good once; keep the newest"),
    personId: z.string(),
    role: z.enum(roleNames).describe("the one role this session acts in"),
    roles: z.array(z.enum(roleNames)),
  })
  .meta({ id: "SignedIn" });

/** How somebody gets in, and out. */
export const signInRoutes = [
  openRoute({
    id: "signInByWechat",
    method: "post",
    path: "/v1/session",
    chapter: "sign in",
    summary: "Signs in with the code of `wx.login`. Somebody the station does not know yet gets a ticket to register with.",
    pace: "sign_in",
    body: z.strictObject({ code: z.string().min(1).max(200), role: z.enum(roleNames).optional() }),
    answer: z.union([signedIn, z.object({ registration: z.string().describe("send to POST /v1/people/me within fifteen minutes") })]),
    status: 201,
    refusals: ["wechat.bad-code", "wechat.too-often", "wechat.away", "wechat.not-set-up", "access.not-your-role"],
    handle: async (deps, { body }) => {
      const { openId } = await deps.wechat.exchangeLoginCode(body.code);
      const person = await findPersonByIdentity(deps, miniprogram, openId);
      if (!person) return { registration: await deps.tokens.sign({ sessionId: registering, personId: openId }) };
      return tell(deps, person, await openSession(deps, person, { by: "wechat", role: body.role }));
    },
  }),
  openRoute({
    id: "register",
    method: "post",
    path: "/v1/people/me",
    chapter: "sign in",
    summary: "Registers somebody new as a resident and signs them in. A station that knows them already binds them itself.",
    pace: "sign_in",
    body: z.strictObject({
      registration: z.string().min(1).max(1000).describe("the ticket of the sign-in"),
      name: z.string().trim().min(1).max(20),
      calledAs: z.string().trim().min(1).max(10).optional(),
      gender: z.enum(["female", "male"]),
      birthDate: z.iso.date().optional(),
      communityId: z.string().max(40),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      address: z.string().trim().max(100).optional(),
      hasConsented: z.literal(true).describe("to how the station uses what it is told; shown before"),
    }),
    answer: signedIn,
    status: 201,
    refusals: ["access.token-refused", "station.identity-taken", "wechat.text-refused"],
    handle: async (deps, { body }) => {
      const { sessionId, personId: chatUserId } = await deps.tokens.read(body.registration);
      if (sessionId !== registering) throw new DomainError("access.token-refused");
      const { registration: _, hasConsented: __, ...told } = body;
      if (!deps.station.communities.some(({ id }) => id === told.communityId))
        throw new DomainError("http.invalid", { detail: "communityId: is no community of this station" });
      await refuseRisky(deps, { openId: chatUserId }, [told.name, told.calledAs].filter(Boolean).join(" "), "profile");
      const known = await findPersonByIdentity(deps, miniprogram, chatUserId);
      const person = known ?? (await addResident(deps, told));
      await bindIdentity(deps, { channel: miniprogram, chatUserId, personId: person.id });
      await giveConsent(deps, person.id, "service");
      return tell(deps, person, await openSession(deps, person, { by: "wechat" }));
    },
  }),
  openRoute({
    id: "refreshSession",
    method: "post",
    path: "/v1/session/refresh",
    chapter: "sign in",
    summary: "Gives the next access token and the next refresh token. A refresh token used twice ends the session.",
    pace: "sign_in",
    body: z.strictObject({ refreshToken: z.string().min(1).max(200) }),
    answer: signedIn,
    refusals: ["access.refresh-refused"],
    handle: async (deps, { body }) => {
      const opened = await refreshSession(deps, body.refreshToken);
      return tell(deps, await findPerson(deps, opened.session.personId), opened);
    },
  }),
  route({
    id: "getSession",
    method: "get",
    path: "/v1/session",
    chapter: "sign in",
    summary: "Who is signed in, and in which role.",
    act: "session.use",
    answer: z.object({
      personId: z.string(),
      role: z.enum(roleNames),
      roles: z.array(z.enum(roleNames)),
      isSteppedUp: z.boolean(),
      endsAt: moment,
    }),
    handle: async ({ clock }, { caller: { person, session, role } }) => ({
      personId: person.id,
      role,
      roles: [...person.roles],
      isSteppedUp: isSteppedUp(session, clock.now()),
      endsAt: writeMoment(session.endsAt),
    }),
  }),
  route({
    id: "switchRole",
    method: "put",
    path: "/v1/session/role",
    chapter: "sign in",
    summary: "Acts in another of the caller's roles from the next call on.",
    act: "session.use",
    body: z.strictObject({ role: z.enum(roleNames) }),
    answer: z.object({ role: z.enum(roleNames) }),
    refusals: ["access.not-your-role"],
    handle: async (deps, { caller, body }) => {
      const { role } = await switchRole(deps, caller.session, caller.person, body.role);
      return { role };
    },
  }),
  route({
    id: "signOut",
    method: "delete",
    path: "/v1/session",
    chapter: "sign in",
    summary: "Ends this session, at once.",
    act: "session.use",
    answer: "nothing",
    handle: async (deps, { caller }) => void (await revokeSession(deps, caller.session.id)),
  }),
  route({
    id: "signOutEverywhere",
    method: "delete",
    path: "/v1/sessions",
    chapter: "sign in",
    summary: "Ends every session of the caller: for a lost phone.",
    act: "session.use",
    answer: z.object({ ended: z.number() }),
    handle: async (deps, { caller }) => ({ ended: await revokeSessionsOf(deps, caller.person.id) }),
  }),
  openRoute({
    id: "askSignInTicket",
    method: "post",
    path: "/v1/session/tickets",
    chapter: "sign in",
    summary: "For a screen without WeChat: a code which staff answer in their chat with 「登录」 and the code.",
    pace: "sign_in",
    answer: z.object({
      code: z.string(),
      secret: z.string().describe("stays with the screen"),
      say: z.string().describe("what they write"),
      qr: z.string().describe("an SVG of the same words, to be scanned and sent"),
      expiresAt: moment,
    }),
    status: 201,
    handle: async (deps) => {
      const { ticket, secret } = await askTicket(deps, "login");
      const say = `登录 ${ticket.code}`;
      const { renderSVG } = await import("uqr");
      return { code: ticket.code, secret, say, qr: renderSVG(say), expiresAt: writeMoment(ticket.expiresAt) };
    },
  }),
  openRoute({
    id: "signInByTicket",
    method: "post",
    path: "/v1/session/tickets/:code",
    chapter: "sign in",
    summary: "Signs the screen in once the ticket was answered in chat; until then it is told to wait (202 comes as `isAnswered` false).",
    pace: "write",
    params: z.strictObject({ code: z.string().regex(/^\d{4}$/) }),
    body: z.strictObject({ secret: z.string().min(1).max(100) }),
    answer: z.object({ isAnswered: z.boolean(), session: signedIn.nullable() }),
    refusals: ["access.ticket-unknown"],
    handle: async (deps, { params, body }) => {
      const { confirmedBy } = await readTicket(deps, params.code, body.secret);
      if (confirmedBy === undefined) return { isAnswered: false, session: null };
      const person = await findPerson(deps, await takeTicket(deps, params.code, body.secret));
      return { isAnswered: true, session: await tell(deps, person, await openSession(deps, person, { by: "chat" })) };
    },
  }),
  route({
    id: "askStepUp",
    method: "post",
    path: "/v1/session/step-up",
    chapter: "sign in",
    summary: "Before exports and changes of roles: a code the caller answers in their own chat; good for ten minutes.",
    act: "session.use",
    pace: "sign_in",
    answer: z.object({ say: z.string(), expiresAt: moment }),
    status: 201,
    handle: async (deps, { caller }) => {
      const { ticket } = await askTicket(deps, "step_up", caller.session);
      return { say: `登录 ${ticket.code}`, expiresAt: writeMoment(ticket.expiresAt) };
    },
  }),
];

/** Signing in by saying who one is: for development and tests, and absent in production. */
export const developmentRoutes = [
  openRoute({
    id: "signInForDevelopment",
    method: "post",
    path: "/v1/session/development",
    chapter: "sign in",
    summary: "Signs in as anybody. Not there in production.",
    pace: "read",
    body: z.strictObject({ personId: z.string().max(40), role: z.enum(roleNames).optional() }),
    answer: signedIn,
    status: 201,
    refusals: ["station.unknown-person", "access.not-your-role"],
    handle: async (deps, { body }) => {
      const person = await findPerson(deps, body.personId);
      return tell(deps, person, await openSession(deps, person, { by: "development", role: body.role }));
    },
  }),
];

/** Stands where a session does in the ticket of somebody who has none yet; the person is then who they are in WeChat. */
const registering = "registering";

async function tell({ tokens }: ApiDeps, person: Person, { session, refreshToken }: Opened): Promise<z.input<typeof signedIn>> {
  return {
    accessToken: await tokens.sign({ sessionId: session.id, personId: person.id }),
    expiresInSeconds: accessMinutes * 60,
    refreshToken,
    personId: person.id,
    role: session.role,
    roles: [...person.roles],
  };
}

type Told = Pick<Person, "name" | "gender" | "communityId"> & {
  calledAs?: string | undefined;
  birthDate?: string | undefined;
  phone?: string | undefined;
  address?: string | undefined;
};

function addResident({ db, clock, config, ...deps }: ApiDeps, told: Told): Promise<Person> {
  return addPerson(
    { ...deps, db, clock },
    {
      stationId: config.stationId,
      name: told.name,
      calledAs: told.calledAs ?? told.name,
      gender: told.gender,
      birthDate: told.birthDate ?? "",
      roles: ["resident"],
      communityId: told.communityId,
      gridId: "",
      phone: told.phone ?? "",
      address: told.address ?? "",
      tags: [],
      family: [],
      blockedHelperIds: [],
    },
  );
}
