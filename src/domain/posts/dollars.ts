import type { Code, Construct, Extension, State, Tokenizer } from 'micromark-util-types';

const DOLLAR = 36;

/**
 * Makes the reader of formulas between single dollars as careful as pandoc's, so that sums of money stay text: behind the first dollar and before the
 * last must stand something that is no blank, and behind the last no digit.
 */
export function carefulDollars({ text, ...others }: Extension): Extension {
  const constructs = [text?.[DOLLAR] ?? []].flat();
  return { ...others, text: { ...text, [DOLLAR]: constructs.map(careful) } };
}

function careful(construct: Construct): Construct {
  if (construct.name !== 'mathText') return construct;
  const tokenize: Tokenizer = function (effects, ok, nok) {
    return effects.check(
      { tokenize: looksLikeFormula, partial: true },
      construct.tokenize.call(this, effects, ok, nok),
      nok,
    );
  };
  return { ...construct, tokenize };
}

/** Looks ahead to the dollars that would end it, the first run of as many as began it. */
const looksLikeFormula: Tokenizer = (effects, ok, nok) => {
  let opening = 0;
  let run = 0;
  let before: Code = null;
  return start;

  function start(code: Code): State | undefined {
    effects.enter('data');
    return open(code);
  }

  function open(code: Code): State | undefined {
    if (code === DOLLAR) {
      opening += 1;
      effects.consume(code);
      return open;
    }
    if (opening === 1 && isBlank(code)) return end(nok, code);
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === null) return end(nok, code);
    if (code === DOLLAR) return closing(code);
    before = code;
    effects.consume(code);
    return inside;
  }

  function closing(code: Code): State | undefined {
    if (code === DOLLAR) {
      run += 1;
      effects.consume(code);
      return closing;
    }
    if (run !== opening) {
      run = 0;
      before = DOLLAR;
      return inside(code);
    }
    return end(opening > 1 || (!isBlank(before) && !isDigit(code)) ? ok : nok, code);
  }

  function end(state: State, code: Code): State | undefined {
    effects.exit('data');
    return state(code);
  }
};

/** A space, a tab (micromark has codes below zero for it and for line ends), or the end. */
function isBlank(code: Code): boolean {
  return code === null || code < 0 || code === 32;
}

function isDigit(code: Code): boolean {
  return code !== null && code >= 48 && code <= 57;
}
