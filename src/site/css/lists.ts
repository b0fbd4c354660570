/** Lists of posts: recent, by path, by date, and the timeline of what is coming. */
export const listsCss = `
.section-title { display: flex; align-items: center; gap: 1rem; font-size: var(--small); font-weight: 650; letter-spacing: 0.01em; color: var(--muted); }
.section-title a { color: inherit; text-decoration-color: var(--hairline); }
.section-title a:hover { color: var(--accent); text-decoration-color: currentColor; }
.section-title::after { content: ""; flex: 1; height: 1px; background: var(--hairline); }

.post-title { font-weight: 650; line-height: 1.35; letter-spacing: -0.01em; text-wrap: pretty; }
.post-title a { color: var(--ink); text-decoration-color: var(--accent); }
.post-title a:hover { color: var(--accent); }
.unlinked { font-weight: 500; }
.post-summary { color: var(--muted); line-height: 1.5; text-wrap: pretty; }
.posts { list-style: none; margin-top: 1.5rem; }
.posts li + li { margin-top: 1.6rem; }
.posts .meta { margin-top: 0.15rem; }

.more { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin-top: 1.75rem; font-weight: 600; }
.more a { padding-block: 0.25rem; }

.tag { display: inline-block; padding: 0.05em 0.6em; border: 1px solid var(--hairline); border-radius: 1em; font-size: 0.8125rem; font-weight: 400; line-height: 1.5; letter-spacing: 0; color: var(--muted); white-space: nowrap; vertical-align: 0.08em; }
.tag-ready, .tag-pinned, .tag-complete { border-color: var(--accent); color: var(--accent); }
.tag-pinned { background: var(--accent); color: var(--paper); }

.path > h2 { font-size: var(--step-2); }
.path > h2 a { color: inherit; text-decoration: none; }
.path > h2 a:hover { color: var(--accent); text-decoration: underline; }
.path > h2 + p { margin-top: 0.75rem; }
.path > p + p { margin-top: 0.9rem; }
.intro { text-wrap: pretty; }
.steps { list-style: none; margin-top: 1.5rem; }
.steps > li { padding-block: 1rem; border-top: 1px solid var(--hairline); }
.steps > li:last-child { border-bottom: 1px solid var(--hairline); }
.steps .post-summary, .series-parts .post-summary { margin-top: 0.15rem; }
.post-title .minutes { margin-left: 0.4rem; font-size: var(--small); font-weight: 400; letter-spacing: 0; color: var(--muted); white-space: nowrap; }
.series-name { font-weight: 650; }
.series-name a { color: var(--ink); text-decoration-color: var(--accent); }
.series-name a:hover { color: var(--accent); }
.series-name .quiet { margin-left: 0.5rem; font-size: var(--small); }
.series-parts { margin-top: 0.9rem; padding-left: 2.1rem; }
.series-parts li + li { margin-top: 0.9rem; }
.series-parts li::marker, .series li::marker { color: var(--accent); font-weight: 650; font-variant-numeric: tabular-nums; }
.series-parts .post-title { font-weight: 600; }

.by-date { list-style: none; margin-top: 1.25rem; }
.by-date li { display: grid; grid-template-columns: 4.5rem 1fr; gap: 0 1rem; align-items: baseline; padding-block: 0.55rem; }
.by-date time { color: var(--muted); font-size: var(--small); font-variant-numeric: tabular-nums; }
.by-date-title { font-weight: 600; line-height: 1.4; }
.by-date-title a { color: var(--ink); text-decoration-color: var(--accent); }
.by-date-title a:hover { color: var(--accent); }
.by-date .unlinked { font-weight: 400; }
.by-date .meta { margin-top: 0.15rem; }
.by-date-long li { grid-template-columns: 10rem 1fr; }
@media (max-width: 40rem) {
  .by-date-long li { grid-template-columns: 1fr; }
}

.addresses { margin-top: 1.25rem; }
.addresses div, .feed-list li { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; padding-block: 0.6rem; border-top: 1px solid var(--hairline); }
.addresses dt { flex: 0 0 6.5rem; font-weight: 650; }
.addresses dd { margin: 0; overflow-wrap: anywhere; }
.feed-list { list-style: none; margin-top: 1.25rem; }
.feed-name { flex: 1 1 14rem; font-weight: 650; }
.section-title + .intro { margin-top: 1.25rem; }
@media (max-width: 40rem) {
  .feed-name { flex-basis: 100%; }
}

.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-top: 1.25rem; font-weight: 600; }
.counts .quiet { font-size: var(--small); }
.pager { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.5rem 2rem; margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--hairline); font-weight: 600; }
.pager .quiet { font-size: var(--small); }
.meta a { color: inherit; text-decoration-color: var(--hairline); }
.meta a:hover { color: var(--accent); text-decoration-color: currentColor; }
.tags { margin-top: clamp(2rem, 5vw, 3rem); }
.tags ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem; }
.tags .tag { padding: 0.3em 0.9em; text-decoration: none; }
.tags .tag:hover { border-color: var(--accent); color: var(--accent); }

.parts { list-style: none; counter-reset: part; }
.parts > li { position: relative; padding: 1.25rem 0 1.25rem 3.25rem; border-top: 1px solid var(--hairline); }
.parts > li:last-child { border-bottom: 1px solid var(--hairline); }
.parts > li::before { content: attr(value); position: absolute; left: 0; top: 1.1rem; width: 2rem; height: 2rem; border: 2px solid var(--accent); border-radius: 50%; background: var(--accent); color: var(--paper); font-size: var(--small); font-weight: 700; line-height: 1.75rem; text-align: center; font-variant-numeric: tabular-nums; }
.parts > li.still-coming::before { background: transparent; color: var(--accent); }
.parts .meta { margin-top: 0.25rem; }
.parts .still-coming .post-title { font-weight: 500; color: var(--muted); }
.by-mail > * + * { margin-top: 1rem; }

/* A post and a week off, and so on: the full dots are posts, the hollow ones the weeks between. */
.timeline { list-style: none; margin-top: 1.5rem; }
.timeline li { position: relative; padding: 0 0 2.4rem 2.25rem; }
.timeline li::before { content: ""; position: absolute; left: 0; top: 0.3rem; width: 0.875rem; height: 0.875rem; border-radius: 50%; border: 2px solid var(--accent); background: var(--paper); }
.timeline li.ready::before, .timeline li.pinned::before { background: var(--accent); }
.timeline li::after { content: ""; position: absolute; left: 0.5rem; bottom: 0.85rem; width: 0.4375rem; height: 0.4375rem; border-radius: 50%; border: 1.5px solid var(--muted); opacity: 0.55; }
.timeline li:last-child::after { display: none; }
.timeline li:last-child { padding-bottom: 0; }
.timeline .post-title { margin-top: 0.1rem; }
.timeline .post-summary + .meta { margin-top: 0.2rem; }
@media (max-width: 40rem) {
  .timeline .post-summary + .meta { display: block; }
  .timeline .post-summary + .meta > span { display: block; }
  .timeline .post-summary + .meta > span::before { display: none; }
}
.legend { list-style: none; margin-top: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; font-size: var(--small); color: var(--muted); }

.series { padding: clamp(1.25rem, 4vw, 2rem); background: var(--page); border-radius: 4px; }
.series ol { margin-top: 1rem; padding-left: 1.6rem; }
.series .promise { margin-top: 1.1rem; }
.series li { padding-left: 0.25rem; line-height: 1.45; }
.series li + li { margin-top: 0.65rem; }
.series .quiet { display: block; font-size: var(--small); }
.still-coming { color: var(--muted); }

.neighbours { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.neighbours a { display: flex; flex-direction: column; gap: 0.2rem; padding-block: 1rem; border-top: 1px solid var(--hairline); color: var(--ink); font-weight: 600; line-height: 1.35; text-decoration: none; }
.neighbours a:hover { color: var(--accent); text-decoration: underline; }
.neighbours .quiet { font-size: var(--small); }
@media (min-width: 40rem) {
  .neighbours .newer { text-align: right; grid-column: -2; }
}
`;
