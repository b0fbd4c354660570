/** The words of a post, and its code. */
export const articleCss = `
.article { margin-top: clamp(2rem, 5vw, 3rem); }
.article > * + * { margin-top: 1.35em; }
.article p, .article li { text-wrap: pretty; hanging-punctuation: first; }
.article h2 { margin-top: 2.4em; font-size: var(--step-2); }
.article h3 { margin-top: 2em; font-size: var(--step-1); }
.article h4, .article h5, .article h6 { margin-top: 1.75em; font-size: 1em; }
.article :is(h2, h3, h4, h5, h6) + * { margin-top: 0.75em; }
.article :is(ul, ol) { padding-left: 1.5em; }
.article li + li, .article li > * + * { margin-top: 0.5em; }
.article li::marker { color: var(--muted); }
.article .contains-task-list { padding-left: 0; list-style: none; }
.article blockquote { padding-left: 1.25em; border-left: 3px solid var(--hairline); color: var(--muted); }
.article blockquote > * + * { margin-top: 0.9em; }
.contents { padding: 1em 1.25em 1.1em; border: 1px solid var(--hairline); border-radius: 4px; font-size: 0.92em; }
.contents-title { font-weight: 700; }
.contents ol { margin-top: 0.4em; }
.contents a { text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.callout { padding: 0.9em 1.25em 1em; border-left: 4px solid var(--callout); border-radius: 0 4px 4px 0; background: var(--code-paper); }
.callout > * + * { margin-top: 0.75em; }
.callout-title { font-size: 0.85em; font-weight: 700; color: var(--callout); }
.callout-title + * { margin-top: 0.25em; }
.callout-note { --callout: var(--tok-function); }
.callout-tip { --callout: var(--tok-string); }
.callout-important { --callout: var(--tok-constant); }
.callout-warning { --callout: var(--tok-keyword); }
.callout-caution { --callout: var(--tok-deleted); }
.article details { padding-left: 1.25em; border-left: 1px solid var(--hairline); }
.article summary { margin-left: -1.25em; padding-left: 1.25em; font-weight: 600; cursor: pointer; }
.article details > * + * { margin-top: 0.9em; }
.article figcaption { margin-top: 0.6em; font-size: 0.85em; line-height: 1.5; color: var(--muted); }
.article mark { padding: 0 0.15em; background: var(--marked); color: inherit; }
.article abbr[title] { text-decoration: underline dotted var(--muted); text-underline-offset: 0.2em; }
.article kbd { padding: 0.1em 0.4em; border: 1px solid var(--hairline); border-bottom-width: 2px; border-radius: 4px; font-family: var(--mono); font-size: 0.82em; white-space: nowrap; }
.article img { max-width: 100%; height: auto; border-radius: 4px; }
/* What was drawn on nothing was drawn for a light page. */
@media (prefers-color-scheme: dark) {
  .article .see-through { background: #f4f1ea; }
}
.article hr { height: 0.5rem; width: 3.5rem; margin: 3em auto; border: 0; background: radial-gradient(circle at 0.25rem 50%, var(--accent) 0.22rem, transparent 0.24rem) 0 0 / 1.5rem 100% repeat-x; }
.article hr + * { margin-top: 0; }
.article :is(sup, sub) { font-size: 0.72em; line-height: 0; }
.article .footnotes { margin-top: 4em; padding-top: 1.5em; border-top: 1px solid var(--hairline); font-size: 0.9em; }
.article .footnotes h2 { margin: 0; font-size: 1.05em; }
.article .footnotes ol { margin-top: 0.75em; }

.anchor { margin-left: 0.4em; font-weight: 400; color: var(--muted); text-decoration: none; }
.anchor::before { content: "#"; }
@media (hover: hover) {
  .anchor { opacity: 0; }
  :is(h2, h3, h4, h5, h6):hover > .anchor, .anchor:focus-visible { opacity: 1; }
}

code, pre { font-family: var(--mono); font-variant-ligatures: none; tab-size: 4; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 3px; background: var(--code-paper); font-size: 0.88em; overflow-wrap: anywhere; }
a > code { color: inherit; }
.code-scroll { overflow-x: auto; background: var(--code-paper); border: 1px solid var(--hairline); border-radius: 4px; }
.code-scroll pre { width: max-content; min-width: 100%; padding: 1.1rem clamp(1rem, 3vw, 1.4rem); font-size: clamp(0.78rem, 0.74rem + 0.2vw, 0.875rem); line-height: 1.6; }
.line { display: inline-block; min-width: 100%; }
.line-highlighted { background: var(--line-highlighted); }
.line-inserted { background: var(--line-inserted); }
.line-deleted { background: var(--line-deleted); }
.code > figcaption { margin: 0; padding: 0.55em clamp(1rem, 3vw, 1.4rem); border: 1px solid var(--hairline); border-bottom: 0; border-radius: 4px 4px 0 0; font: 600 0.8rem/1.4 var(--mono); overflow-wrap: anywhere; }
.code > .code-scroll { border-radius: 0 0 4px 4px; }
@media (max-width: 40rem) {
  .article > .code { margin-inline: calc(-1 * var(--gutter)); }
  .article > .code > * { border-inline: 0; border-radius: 0; }
  .article > .code > figcaption, .article > .code pre { padding-inline: var(--gutter); }
  .article > .code-scroll { margin-inline: calc(-1 * var(--gutter)); border-inline: 0; border-radius: 0; }
  .article > .code-scroll pre { padding-inline: var(--gutter); }
}

.formula-scroll { overflow-x: auto; overflow-y: hidden; padding-block: 0.25em; }
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; font-size: 1.06em; }
.formula-scroll math { margin-inline: auto; }
.tml-right { text-align: right; }
.tml-left { text-align: left; }
.tml-jot mtd { padding: 0.7ex 0; }
.tml-sml-pad { padding-left: 0.05em; }
.tml-med-pad { padding-left: 0.1em; }
.tml-lrg-pad { padding-left: 0.15em; }

.diagram-scroll { overflow-x: auto; }
.diagram svg { display: block; max-width: max(100%, 30rem); height: auto; margin-inline: auto; }
.diagram text { font-family: var(--sans); }
.diagram figcaption { text-align: center; }
.d-ground { fill: var(--code-paper); }
.d-line, .d-head { stroke: var(--accent); }
.d-head { fill: var(--accent); }

/* As deep as it may go, and no wider than a phone. */
.article :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) :is(ul, ol, blockquote) { padding-inline: 0; margin-inline: 0; border-inline: 0; list-style-position: inside; }

.table-scroll { overflow-x: auto; }
.article table { border-collapse: collapse; min-width: 100%; font-size: 0.92em; line-height: 1.45; font-variant-numeric: tabular-nums; }
.article :is(th, td) { padding: 0.6em 1.25em 0.6em 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--hairline); }
.article :is(th, td):last-child { padding-right: 0; }
.article thead :is(th, td) { border-bottom: 2px solid var(--ink); }
.article th { white-space: nowrap; }
.article .cell-right { text-align: right; }
.article .cell-center { text-align: center; }
@media (max-width: 40rem) {
  .article table { font-size: 0.85em; }
  .article :is(th, td) { padding-right: 1em; overflow-wrap: normal; }
  .article th { white-space: normal; vertical-align: bottom; }
}

.tok-comment { color: var(--tok-comment); font-style: italic; }
.tok-keyword { color: var(--tok-keyword); }
.tok-string { color: var(--tok-string); }
.tok-constant { color: var(--tok-constant); }
.tok-function { color: var(--tok-function); }
.tok-inserted { color: var(--tok-inserted); }
.tok-deleted { color: var(--tok-deleted); }
`;
