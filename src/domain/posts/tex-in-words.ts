import { displayWidth } from './wrap.ts';

/** What TeX calls by a word and a person types as one sign. */
const SIGNS: ReadonlyMap<string, string> = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ
  tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω le ≤ leq ≤ ge ≥ geq ≥
  lt < gt > ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ~ to → rightarrow → Rightarrow ⇒ implies ⇒ leftarrow ← Leftarrow ⇐ iff ⇔
  mapsto ↦ cdot · times × div ÷ pm ± in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬ lnot ¬
  land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ infty ∞ sum sum prod prod int ∫ partial ∂ nabla ∇ ldots … dots … cdots … lfloor ⌊ rfloor ⌋
  lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ mid | parallel ∥ circ ∘ star * bmod mod mod mod prime ′ ell ℓ log log ln ln exp exp min min max max
  Pr Pr gcd gcd sin sin cos cos tan tan lim lim deg deg det det dim dim`);

/** Commands that only say how something looks. */
const SILENT: ReadonlySet<string> = new Set(
  'left right big Big bigl bigr Bigl Bigr displaystyle textstyle limits nolimits quad qquad'.split(' '),
);

/** Commands whose argument is shown as it is. */
const SHOWN =
  /^(?:text|textit|textbf|textrm|texttt|mathrm|mathit|mathbf|mathsf|mathtt|mathcal|mathbb|operatorname|boldsymbol|mbox)$/;

/** Thrown within this file when TeX has something that has no short way to be typed. */
class NotInWords extends Error {}

/** How each environment of rows is typed; null where each row is a line of its own. */
const ENVIRONMENTS: ReadonlyMap<string, readonly [open: string, close: string] | null> = new Map([
  ...['aligned', 'align', 'align*', 'gathered', 'gather', 'gather*', 'split', 'multline', 'multline*'].map(
    (name) => [name, null] as const,
  ),
  ['cases', ['{', '}']],
  ['matrix', ['', '']],
  ['pmatrix', ['(', ')']],
  ['bmatrix', ['[', ']']],
  ['Bmatrix', ['{', '}']],
  ['vmatrix', ['|', '|']],
]);

/**
 * TeX as a person types a formula into a sentence: `\frac{a+b}{c} \le x^2` is `(a + b)/c ≤ x^2`. What has no such way (own commands) stays the TeX it is, whole: half a
 * translation would be worse.
 */
export function texInWords(tex: string): string {
  const lines = wordsOf(tex) ?? [tex.trim()];
  return lines.map((cells) => cells.replaceAll(CELL, ' ').replace(/ +/g, ' ').trim()).join('; ');
}

/** The same on lines of its own, as an alignment has rows: what stands below each other there does so here, where it helps. */
export function texInLines(tex: string): string {
  const lines = wordsOf(tex);
  if (lines === null) return tex.trim();
  const widths = lines.map((line) => displayWidth(leftOf(line)));
  // One long left side would push all the others far from what they belong to.
  const width = lines.length > 1 && Math.max(...widths) <= WIDEST_LEFT ? Math.max(...widths) : 0;
  return lines.map((line) => besides(line, width)).join('\n');
}

/** The most columns for the left sides of an alignment. */
const WIDEST_LEFT = 24;

// Noncharacters, as in `wrap.ts`: they stand for the `&` and the `\\` of an alignment.
const CELL = '\uFDD2';
const ROW = '\uFDD3';

/** Its rows, with `CELL` between the cells of each; null when it cannot be said in words. */
function wordsOf(tex: string): readonly string[] | null {
  try {
    const words = new Reader(tex).sequence(null);
    const lines = words
      .replace(/\s+/g, ' ')
      .replace(/ (?=[_^)\]}⌋⌉⟩,])|(?<=[([{⌊⌈⟨]) /g, '')
      .split(ROW)
      .map((line) => line.trim());
    return lines.filter((line) => line !== '');
  } catch (error) {
    // A formula of a thousand braces in each other is not in words either.
    if (error instanceof NotInWords || error instanceof RangeError) return null;
    throw error;
  }
}

function leftOf(line: string): string {
  return (line.split(CELL)[0] ?? '').trim();
}

function besides(line: string, width: number): string {
  const [left = '', ...rest] = line.split(CELL).map((cell) => cell.trim());
  const right = rest.join(' ').trim();
  return `${left}${' '.repeat(Math.max(0, width - displayWidth(left)))} ${right}`.trimEnd();
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tex: string) {
    this.#tokens = tex.match(/\\[A-Za-z]+|\\[\s\S]|\s+|[\s\S]/gu) ?? [];
  }

  /** Up to `end`, which is taken too; null is the end of all. */
  sequence(end: '}' | ']' | null): string {
    let words = '';
    for (;;) {
      const token = this.#tokens[this.#next++];
      if (token === undefined && end === null) return words;
      if (token === undefined) throw new NotInWords();
      if (token === end) return words;
      words += this.#one(token);
    }
  }

  #one(token: string): string {
    if (token === '{') return this.sequence('}');
    if (/^\s/.test(token)) return ' ';
    if (token === '\\\\') return ROW;
    if (token === '}' || token === '&' || token === '%' || token === '#') throw new NotInWords();
    if (token === '^' || token === '_') return token + bracketed(this.#argument().replaceAll(' ', ''));
    if (token === '~') return ' ';
    if (RELATION.test(token)) return ` ${token} `;
    return token.startsWith('\\') ? this.#command(token.slice(1)) : token;
  }

  #command(name: string): string {
    if (/^[,:;! ]$/.test(name)) return ' ';
    if (/^[{}$%&#_|]$/.test(name)) return name === '|' ? '∥' : name;
    if (/^[dt]?frac$/.test(name)) return `${bracketed(this.#argument())}/${bracketed(this.#argument())}`;
    if (name === 'sqrt') return this.#root();
    if (name === 'begin') return this.#environment();
    if (name === 'binom') return `C(${this.#argument()}, ${this.#argument()})`;
    if (SHOWN.test(name)) return this.#argument();
    if (SILENT.has(name)) return /quad$/.test(name) ? '  ' : '';
    const sign = SIGNS.get(name);
    if (sign === undefined) throw new NotInWords();
    // `\log n` is two words, `2\pi` one.
    return RELATION.test(sign) || /^\w{2,}$/.test(sign) ? ` ${sign} ` : sign;
  }

  #root(): string {
    if (this.#tokens[this.#next] === '[') throw new NotInWords();
    return `√${bracketed(this.#argument())}`;
  }

  /** Up to its `\end`, which is taken too. */
  #environment(): string {
    const name = this.#nameInBraces();
    const brackets = ENVIRONMENTS.get(name);
    if (brackets === undefined) throw new NotInWords();
    const rows = this.#rows(name).map((cells) => cells.map((cell) => cell.trim()));
    if (brackets === null) return rows.map((cells) => cells.join(CELL)).join(ROW);
    const [open, close] = brackets;
    return open + rows.map((cells) => cells.join(name === 'cases' ? ', ' : ' ')).join('; ') + close;
  }

  #rows(name: string): readonly (readonly string[])[] {
    const rows: string[][] = [['']];
    for (;;) {
      const token = this.#tokens[this.#next++];
      const cells = rows.at(-1);
      if (token === undefined || cells === undefined) throw new NotInWords();
      if (token === '\\end' && this.#nameInBraces() !== name) throw new NotInWords();
      if (token === '\\end') return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
      if (token === '&') cells.push('');
      else if (token === '\\\\') rows.push(['']);
      else cells.push((cells.pop() ?? '') + this.#one(token));
    }
  }

  #nameInBraces(): string {
    if (this.#tokens[this.#next++] !== '{') throw new NotInWords();
    let name = '';
    for (;;) {
      const token = this.#tokens[this.#next++];
      if (token === undefined) throw new NotInWords();
      if (token === '}') return name;
      name += token;
    }
  }

  /** The group or the sign that follows. */
  #argument(): string {
    while (/^\s+$/.test(this.#tokens[this.#next] ?? '')) this.#next++;
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new NotInWords();
    return this.#one(token).trim();
  }
}

const RELATION = /^[=<>+≤≥≠≪≫≈≡→⇒←⇐⇔↦×÷±∈∉⊂⊆∪∩∧∨⊕]$/;

/** What is more than one number or name needs brackets once it stands on a line. */
function bracketed(words: string): string {
  return /^(?:[\p{L}\p{N}.]+|[^\s])$/u.test(words) || /^\([^()]*\)$/.test(words) ? words : `(${words})`;
}

function pairs(list: string): ReadonlyMap<string, string> {
  const words = list.trim().split(/\s+/);
  return new Map(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])));
}
