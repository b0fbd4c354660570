/** What the page of a rehearsal looks like, on top of the house's colours and type. */
export const pageCss = `
.sheet { max-width: 72rem; margin: 0 auto; padding: clamp(1.5rem, 4vw, 3.5rem) var(--gutter) 4rem; }

.brand { display: flex; align-items: center; gap: 0.6rem; color: var(--muted); font-size: var(--small); letter-spacing: 0.02em; }
.mark { flex: none; }
.mark-on { fill: var(--accent); }
.mark-off { stroke: var(--accent); }

h1 { font-size: var(--step-3); margin: 1.25rem 0 0.75rem; }
.lead { font-size: var(--step-1); color: var(--muted); max-width: 44rem; text-wrap: pretty; line-height: 1.45; }
.lead strong { color: var(--ink); font-weight: 600; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1.25rem 2rem; margin: 2.25rem 0; padding: 1.5rem 0; border-block: 1px solid var(--hairline); }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dt { color: var(--muted); font-size: var(--small); line-height: 1.35; }
.figures dd { margin: 0; font-size: var(--step-2); font-weight: 700; letter-spacing: -0.02em; line-height: 1.15; font-variant-numeric: tabular-nums; }

h2 { font-size: var(--step-1); margin: 3rem 0 1rem; }
h2 span { color: var(--muted); font-weight: 400; }

.years { margin: 0; }
.years div { display: grid; grid-template-columns: 2.75rem 1fr; align-items: center; gap: 0.75rem; padding: 0.45rem 0; }
.years .months { padding: 0; }
.months text { fill: var(--muted); font-size: 0.6875rem; }
.years dt { font-variant-numeric: tabular-nums; color: var(--muted); font-size: var(--small); }
.years dd { margin: 0; }
.years svg { display: block; overflow: visible; }
.line { stroke: var(--hairline); stroke-width: 1.5; }
.dot-published { fill: var(--accent); }
.dot-missed { fill: var(--page); stroke: var(--tok-deleted); stroke-width: 2; }
.dot-skipped { fill: var(--muted); }
.sign .dot-published { r: 5px; }
.sign .dot-missed { r: 4.5px; }
.sign .dot-skipped { r: 2.25px; }

@media (min-width: 48rem) {
  .dot-published { r: 6.5px; }
  .dot-missed { r: 5.5px; }
  .dot-skipped { r: 2.5px; }
}

.key { display: flex; flex-wrap: wrap; gap: 0.35rem 1.5rem; margin: 1.1rem 0 0; padding: 0; list-style: none; color: var(--muted); font-size: var(--small); }
.key + .key, .key-after { margin-top: 0.35rem; }
.key-name { min-width: 4.5rem; }
.key li { display: flex; align-items: center; gap: 0.45rem; }
.key svg, .when svg { flex: none; }
.key rect { rx: 2px; }
.bar-sent { fill: var(--accent); }
.bar-failed { fill: var(--tok-deleted); }
.bar-uncertain { fill: var(--tok-constant); }
.bar-skipped { fill: var(--muted); }
.bar-waiting { fill: var(--hairline); }
.bar-back { fill: var(--hairline); }

.slots { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--hairline); }
.slots li { display: grid; grid-template-columns: 1fr; gap: 0.15rem 2rem; padding: 0.9rem 0; border-bottom: 1px solid var(--hairline); }
.when { color: var(--muted); font-size: var(--small); font-variant-numeric: tabular-nums; display: flex; align-items: center; gap: 0.5rem; }
h3 { font-size: var(--step-0); font-weight: 600; letter-spacing: -0.005em; line-height: 1.35; text-wrap: pretty; }
.missed h3, .skipped h3 { font-weight: 400; color: var(--muted); }
.notes { color: var(--muted); font-size: var(--small); line-height: 1.45; }
.ledger { font-size: var(--small); color: var(--muted); line-height: 1.45; font-variant-numeric: tabular-nums; }
.ledger svg { display: block; width: 100%; height: 0.4rem; margin: 0.45rem 0 0.3rem; border-radius: 0.2rem; overflow: hidden; }

@media (min-width: 48rem) {
  .slots li { grid-template-columns: 9rem minmax(0, 1fr) 17rem; align-items: start; }
  .when { padding-top: 0.2rem; }
  .ledger svg { margin-top: 0.5rem; }
}

.verdict { padding: 1rem 1.25rem; border-left: 4px solid var(--accent); background: var(--paper); border-radius: 0 0.4rem 0.4rem 0; max-width: 48rem; }
.verdict-bad { border-color: var(--tok-deleted); }
.verdict ul { margin: 0.5rem 0 0; padding-left: 1.2rem; }
.faults { columns: 18rem; column-gap: 3rem; margin: 0; padding: 0; list-style: none; font-size: var(--small); }
.faults li { display: flex; justify-content: space-between; gap: 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--hairline); break-inside: avoid; }
.faults b { font-weight: 600; font-variant-numeric: tabular-nums; }

pre, code { font-family: var(--mono); font-size: 0.8125rem; }
pre { background: var(--code-paper); padding: 1rem 1.25rem; border: 1px solid var(--hairline); border-radius: 0.4rem; overflow-x: auto; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 3.5rem; color: var(--muted); font-size: var(--small); }
footer pre { color: var(--ink); margin: 0.6rem 0; }

@media print { .slots li { break-inside: avoid; } }
`;
