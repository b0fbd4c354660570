/** Why a connection ended, or never came to be. */
export interface WireFault {
  readonly kind: 'connection' | 'login' | 'tls';
  readonly detail: string;
  /** The server confused commands that came together: it is to be spoken to step by step. */
  readonly pipelining: boolean;
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

export function wireFault(kind: WireFault['kind'], detail: string): WireFault {
  return { kind, detail, pipelining: false };
}

/** The server lost its place among commands that came together. */
export function pipeliningFault(detail: string): WireFault {
  return { kind: 'connection', detail, pipelining: true };
}
