/**
 * Waits until nothing of what was begun is still under way in this process: no promise to go on with, no immediate, no file being read.
 *
 * Why this is certain: one turn of the event loop ends only when the queues of microtasks and of `process.nextTick` are empty, so after it
 * the program can go on only by something the host still owes it. The host names what it owes: requests (of files, for the most part) and
 * immediates, each of which is waited for. Timers and sockets are not waited for, as in a rehearsal both belong to the virtual world.
 */
export async function untilQuiet(): Promise<void> {
  do await turn();
  while (process.getActiveResourcesInfo().some(isOwed));
}

function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** `FSReqPromise`, `FSReqCallback`, `CloseReq`, `GetAddrInfoReqWrap`… and `Immediate`. */
function isOwed(resource: string): boolean {
  return resource.includes('Req') || resource === 'Immediate';
}
