/** The embedded mailbox. */
export const mailboxCss = `
.mails { list-style: none; border-top: 1px solid var(--hairline); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 1.5rem; padding-block: 0.9rem; border-bottom: 1px solid var(--hairline); color: var(--ink); text-decoration: none; }
.mails a:hover .mail-subject { color: var(--accent); text-decoration: underline; }
.mail-subject { font-weight: 650; line-height: 1.4; }
.mail-to { grid-row: 2; font-size: var(--small); color: var(--muted); overflow-wrap: anywhere; }
.mails time { grid-row: 2; font-size: var(--small); color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
@media (max-width: 40rem) {
  .mails a { grid-template-columns: 1fr; }
  .mails time { grid-row: 3; }
}

.page-header .mail-title { font-size: var(--step-2); }
.envelope { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.25rem; font-size: var(--small); }
.envelope dt, .mail-headers dt { color: var(--muted); }
.envelope dd, .mail-headers dd { margin: 0; overflow-wrap: anywhere; }

.sheet > .tabs + * { margin-top: 1.25rem; }
.tabs { border-bottom: 1px solid var(--hairline); }
.tabs ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; }
.tabs a { display: block; padding-block: 0.6rem; margin-bottom: -1px; border-bottom: 3px solid transparent; color: var(--muted); font-weight: 600; text-decoration: none; }
.tabs a:hover { color: var(--accent); }
.tabs a[aria-current] { color: var(--ink); border-color: var(--accent); }

.mail-frame { display: block; width: 100%; height: 80vh; border: 1px solid var(--hairline); border-radius: 4px; background: var(--paper); }
.mail-headers { font: var(--small)/1.6 var(--mono); }
.mail-headers div { padding-block: 0.5rem; border-bottom: 1px solid var(--hairline); }
@media (max-width: 40rem) {
  .mail-frame { width: calc(100% + 2 * var(--gutter)); margin-inline: calc(-1 * var(--gutter)); border-inline: 0; }
}
`;
