/** Jobs by the signal that calls them off: one listener a signal, however many mails share it. */
export interface AbortWatch<Job> {
  add(signal: AbortSignal, job: Job): void;
  remove(signal: AbortSignal, job: Job): void;
}

/** Calls `abort` for each job whose signal aborts while it is watched. The signal must not have aborted when a job is added. */
export function abortWatch<Job>(abort: (job: Job) => void): AbortWatch<Job> {
  const watched = new Map<AbortSignal, { readonly jobs: Set<Job>; readonly listener: () => void }>();

  const watch = (signal: AbortSignal): Set<Job> => {
    const jobs = new Set<Job>();
    const listener = (): void => {
      for (const job of jobs) abort(job);
    };
    watched.set(signal, { jobs, listener });
    signal.addEventListener('abort', listener);
    return jobs;
  };

  return {
    add: (signal, job) => void (watched.get(signal)?.jobs ?? watch(signal)).add(job),
    remove: (signal, job) => {
      const entry = watched.get(signal);
      if (entry === undefined || !entry.jobs.delete(job) || entry.jobs.size > 0) return;
      signal.removeEventListener('abort', entry.listener);
      watched.delete(signal);
    },
  };
}
