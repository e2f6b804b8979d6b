/** Who is signed in over HTTP: sessions, their tokens, the tickets a person answers in chat, what needs a second person. */
export { ensureAccessIndexes } from "./access-indexes.ts";
export { type Approval, answerApproval, askApproval, findApprovals, requireApproval } from "./approval.ts";
export { createdIdOf, noteCall } from "./call-keys.ts";
export { forgetOldAccess } from "./forget.ts";
export { type AccessDeps, type Opened, openSession, refreshSession, revokeSession, revokeSessionsOf, switchRole } from "./open-session.ts";
export { findSessions, isSteppedUp, type Session, type SignedInBy } from "./session.ts";
export { openSessionKey } from "./session-key.ts";
export { askTicket, confirmTicket, readTicket, type Ticket, type TicketKind, takeTicket } from "./ticket.ts";
export { accessMinutes, type Named, openTokens, type Tokens } from "./tokens.ts";
