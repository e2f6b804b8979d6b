/**
 * A refusal the domain can explain. Edges translate the code: an HTTP status in miniprogram-api/, a kind sentence in bot/.
 * Codes read `module.reason`; `details` carry what the sentence needs (a code, a name, a time), never personal data.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }
}

/** True when `error` is a refusal of the domain, of this code when one is given. */
export function isDomainError(error: unknown, code?: string): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
