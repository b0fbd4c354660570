/** `1 mail`, `2 mails`, `12,000 mails`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12,000`: a long list is read at a glance. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** `2026-12-08 17:00:03 UTC`. Ledgers are in UTC, to be held against logs. */
export function moment(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `45 s`, `3 min`, `2 h 5 min`, `3 days`: how long something takes, in milliseconds. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  return `${Math.round(hours / 24)} days`;
}
