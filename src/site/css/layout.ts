/** The sheet of paper, what stands above and below it, and the headers of pages. */
export const layoutCss = `
.masthead, .colophon, .sheet, .banner {
  width: min(100%, calc(var(--column) + 2 * var(--gutter)));
  margin-inline: auto;
  padding-inline: var(--gutter);
}

body:has(.sheet-wide) { --column: 58rem; }

.masthead {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.25rem 2rem;
  padding-block: 1.25rem;
  font-size: var(--small);
}
.masthead a { color: var(--ink); text-decoration: none; }
.masthead a:hover { color: var(--accent); }
.brand { display: inline-flex; align-items: center; gap: 0.7rem; padding-block: calc(0.5rem + 1px); font-weight: 700; letter-spacing: -0.01em; }
.mark { flex: none; }
.mark-on { fill: var(--accent); }
.mark-off { stroke: var(--accent); }
.masthead ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem; list-style: none; }
.masthead nav a { display: inline-block; padding-block: 0.5rem; color: var(--muted); border-bottom: 2px solid transparent; }
.masthead nav a[aria-current] { color: var(--ink); border-color: var(--accent); }

.sheet {
  background: var(--paper);
  border-block: 1px solid var(--hairline);
  padding-block: clamp(2.25rem, 6vw, 4.5rem);
}
.sheet > * + * { margin-top: clamp(2.75rem, 6vw, 4.25rem); }

@media (min-width: 52rem) {
  .sheet { border: 1px solid var(--hairline); border-radius: 4px; }
}

.colophon {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.5rem 2rem;
  padding-block: 2rem 3rem;
  font-size: var(--small);
  color: var(--muted);
}
.colophon ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem; list-style: none; }
.colophon a { display: inline-block; padding-block: 0.25rem; color: inherit; }

.banner {
  width: 100%;
  padding-block: 0.5rem;
  background: var(--accent);
  color: var(--paper);
  font-size: var(--small);
  font-weight: 600;
  text-align: center;
}

.page-header h1, .post-header h1, .notice h1, .hello h1 { font-size: var(--step-3); line-height: 1.12; letter-spacing: -0.025em; }
.page-header > * + *, .page-header noscript > *, .post-header > * + *, .hello > * + * { margin-top: 1rem; }
.lead { font-size: var(--step-1); line-height: 1.5; color: var(--muted); text-wrap: pretty; }
.lead em { color: var(--ink); font-style: normal; font-weight: 600; }

.eyebrow { display: flex; flex-wrap: wrap; gap: 0.1rem 0.75rem; align-items: baseline; font-size: var(--small); font-weight: 650; color: var(--accent); }
.eyebrow a { text-decoration: none; }
.eyebrow a:hover { text-decoration: underline; }
.quiet, .eyebrow .quiet { color: var(--muted); font-weight: 400; }
.meta { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.9rem; font-size: var(--small); color: var(--muted); }
.meta > * + *::before { content: ""; display: inline-block; width: 0.3em; height: 0.3em; margin-right: 0.9rem; border-radius: 50%; background: var(--muted); vertical-align: 0.18em; opacity: 0.6; }
.meta > .tag::before { display: none; }

.hello .tagline { font-size: var(--step-1); color: var(--muted); line-height: 1.45; }

/* The fortnight, over and over: a full dot for the week with a post, a hollow one a step lower for the week without. */
.hello::after, .subscribe::before {
  content: "";
  display: block;
  height: 1rem;
  background:
    radial-gradient(circle at 0.3125rem 0.3125rem, var(--accent) 0.25rem, transparent 0.29rem) 0 0 / 2rem 1rem repeat-x,
    radial-gradient(circle at 1.3125rem 0.6875rem, transparent 0.14rem, var(--muted) 0.17rem, var(--muted) 0.21rem, transparent 0.25rem) 0 0 / 2rem 1rem repeat-x;
}
.hello::after { margin-top: 1.75rem; width: min(100%, 26rem); }
.subscribe::before { width: 6rem; }

.latest { padding: clamp(1.4rem, 4vw, 2.25rem); background: var(--page); border-radius: 4px; border-left: 4px solid var(--accent); }
.latest > * + * { margin-top: 0.75rem; }
.latest h2 { font-size: var(--step-2); letter-spacing: -0.02em; }
.latest h2 a { color: var(--ink); text-decoration: none; }
.latest h2 a:hover { color: var(--accent); text-decoration: underline; }

.next .post-title { margin-top: 1.25rem; }

.notice { max-width: 36rem; min-height: 38vh; }
.notice-subject h1 { font-size: var(--step-2); letter-spacing: -0.02em; }
.notice > * + * { margin-top: 1.25rem; }
`;
