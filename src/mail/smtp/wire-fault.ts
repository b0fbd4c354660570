/** Why a connection ended, or never came to be. */
export interface WireFault {
  readonly kind: 'connection' | 'login' | 'tls';
  readonly detail: string;
  /** What the system or OpenSSL calls it, or one of ours: `TIMEOUT`, `CLOSED`, `NOT_SMTP`, `NO_STARTTLS`, `NO_LOGIN`. Null for a reply. */
  readonly code: string | null;
  /**
   * Otherwise than `fine`, the server is to be spoken to step by step. `stalled`: it may have lost commands that came together; `confused`: it
   * answered out of turn, so that the replies before may have been to other commands than we took them for.
   */
  readonly pipelining: 'fine' | 'stalled' | 'confused';
}

/** A connection's end, thrown out of what still waited for it. */
export class WireError extends Error {
  readonly fault: WireFault;

  constructor(fault: WireFault) {
    super(fault.detail);
    this.name = 'WireError';
    this.fault = fault;
  }
}

export function wireFault(kind: WireFault['kind'], detail: string, code: string | null = null): WireFault {
  return { kind, detail, code, pipelining: 'fine' };
}

/** A fault among commands that went out together. */
export function pipeliningFault(pipelining: 'stalled' | 'confused', detail: string): WireFault {
  return { kind: 'connection', detail, code: null, pipelining };
}
