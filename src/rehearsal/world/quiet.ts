/**
 * Waits until nothing of what was begun is still under way in this process: no promise to go on with, no immediate, no file being read.
 *
 * Why this is certain: one turn of the event loop ends only when the queues of microtasks and of `process.nextTick` are empty, so after it
 * the program can go on only by something the host still owes it. The host names what it owes: requests (of files, for the most part) and
 * immediates, each of which is waited for. Timers and sockets are not waited for, as in a rehearsal both belong to the virtual world.
 */
export async function untilQuiet(): Promise<void> {
  do await turn();
  while (elsewhere > 0 || process.getActiveResourcesInfo().some(isOwed));
}

/** What another process owes this one: the host does not name it. */
let elsewhere = 0;

/** Work that is done in another process: the world waits for it as for what is done here. */
export async function owed<Result>(work: Promise<Result>): Promise<Result> {
  elsewhere += 1;
  try {
    return await work;
  } finally {
    elsewhere -= 1;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** `FSReqPromise`, `FSReqCallback`, `CloseReq`, `GetAddrInfoReqWrap`… and `Immediate`. */
function isOwed(resource: string): boolean {
  return resource.includes('Req') || resource === 'Immediate';
}
