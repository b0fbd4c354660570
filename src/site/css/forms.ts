/** Forms and buttons. */
export const formsCss = `
.subscribe h2 { margin-top: 1.5rem; font-size: var(--step-2); }
.subscribe > * + * { margin-top: 0.75rem; }
.subscribe .subscribe-form { margin-top: 1.5rem; }

.subscribe-form label { display: block; font-size: var(--small); font-weight: 650; }
.field-row { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-top: 0.4rem; max-width: 34rem; }
.field-row input {
  flex: 1 1 15rem;
  min-width: 0;
  padding: 0.7rem 0.9rem;
  border: 1px solid var(--muted);
  border-radius: 4px;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
}
.field-row input::placeholder { color: var(--muted); opacity: 1; }
.field-row input[aria-invalid] { border: 2px solid var(--tok-deleted); }
.problem { margin-top: 0.5rem; font-size: var(--small); font-weight: 650; color: var(--tok-deleted); }
.promise { margin-top: 0.7rem; font-size: var(--small); color: var(--muted); }

button {
  padding: 0.7rem 1.4rem;
  border: 1px solid var(--accent);
  border-radius: 4px;
  background: var(--accent);
  color: var(--paper);
  font: inherit;
  font-weight: 650;
  line-height: 1.65;
  cursor: pointer;
}
button:hover { background: var(--ink); border-color: var(--ink); }
.big-button { min-width: min(100%, 16rem); padding: 1rem 2rem; font-size: var(--step-1); line-height: 1.4; }
.quiet-button { background: transparent; color: var(--accent); }
.quiet-button:hover { background: var(--accent); border-color: var(--accent); color: var(--paper); }
@media (max-width: 30rem) {
  .field-row button, .notice form > button { flex: 1 1 100%; width: 100%; }
  .notice .link-button { display: block; }
}

.sheet > search { margin-top: 1.75rem; }
@media (scripting: none) { .search-form { display: none; } }
/* What is found takes the place of all titles, and must not move the foot of the page before the reader's eyes. */
.sheet:has(> search) { min-height: 100vh; }
.search-form label { display: block; font-weight: 650; }
.search-status { min-height: 1.65em; margin-top: 1rem; font-weight: 650; }
.posts:empty { display: none; }
.titles { list-style: none; margin-top: 1rem; }
.titles li { padding-block: 0.35rem; }
.titles a { color: var(--ink); text-decoration-color: var(--accent); }
.titles a:hover { color: var(--accent); }

.preferences-form { margin-top: 2.25rem; }
.preferences-form > * + * { margin-top: 1.75rem; }
.preferences-form fieldset { margin-inline: 0; padding: 0; border: 0; min-width: 0; }
.preferences-form legend, .preferences-form .field > label { display: block; padding: 0; font-weight: 650; }
.preferences-form h2, .ways h2 { font-size: var(--step-1); }
.preferences-form .hint { font-size: var(--small); color: var(--muted); }
.preferences-form .field > input { display: block; width: 100%; max-width: 22rem; margin-top: 0.5rem; }
.preferences-form .field > input[name="pause"] { max-width: 13rem; }
.preferences-form input:not([type="radio"], [type="checkbox"]) {
  min-width: 0;
  min-height: 3rem;
  padding: 0.7rem 0.9rem;
  border: 1px solid var(--muted);
  border-radius: 4px;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
}
.preferences-form input[aria-invalid] { border: 2px solid var(--tok-deleted); }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; gap: 0 0.75rem; align-items: center; margin-top: 0.5rem; padding-block: 0.35rem; }
.choice input { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
.choice label { padding-block: 0.1rem; }
.choice .hint, .choice.no-box > p { grid-column: 2; }

.done, .standing, .faults { padding: 0.9rem 1.2rem; border-left: 4px solid var(--accent); border-radius: 4px; background: var(--page); }
.done { font-weight: 650; }
.faults { border-color: var(--tok-deleted); }
.faults h2 { font-size: inherit; }
.faults ul { margin-top: 0.4rem; padding-left: 1.2rem; }
.faults a { color: var(--tok-deleted); font-weight: 650; }
.address { overflow-wrap: anywhere; color: var(--ink); }
.ways { padding-top: 2rem; border-top: 1px solid var(--hairline); }
.notice .ways { margin-top: 2.75rem; }
.link-button {
  display: inline-block;
  min-width: 10rem;
  padding: 0.7rem 1.4rem;
  border: 1px solid var(--accent);
  border-radius: 4px;
  font-weight: 650;
  line-height: 1.65;
  text-align: center;
  text-decoration: none;
}
.link-button:hover { background: var(--accent); color: var(--paper); }
.question { margin-top: 3rem; }
.question fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.question legend { padding: 0; font-weight: 650; }
.question label { display: flex; gap: 0.75rem; align-items: center; padding: 0.5rem 0; }
.question input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
.question button { margin-top: 1rem; }

.choices { list-style: none; display: grid; gap: 1.5rem; margin-top: 2rem; }
.choices .big-button { font-size: inherit; padding: 0.7rem 1.4rem; }
.choices button { min-width: 10rem; }
.choices .quiet { margin-top: 0.4rem; font-size: var(--small); }
`;
