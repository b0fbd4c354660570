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

/**
 * TeX as a person types a formula into a mail: `\\frac{a+b}{c} \\le x^2` is `(a + b)/c ≤ x^2`. What has no such way (matrices, alignments, own commands) stays the
 * TeX it is, whole: half a translation would be worse.
 */
export function texInWords(tex: string): string {
  try {
    const reader = new Reader(tex);
    const words = reader.sequence(null);
    return words
      .replace(/\s+/g, ' ')
      .replace(/ (?=[_^)\]}⌋⌉⟩,])|(?<=[([{⌊⌈⟨]) /g, '')
      .trim();
  } catch (error) {
    // A formula of a thousand braces in each other is not in words either.
    if (error instanceof NotInWords || error instanceof RangeError) return tex.trim();
    throw error;
  }
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
