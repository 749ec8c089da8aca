"use strict";
// What spellings of one name share, as kg.knowledge.folding has it; the letters come from there.

// "Đorđe" is "djordje", "O’Neill-Smith" is "oneill smith", "the Foreign Office's" is "foreign office".
function folder(letters) {
  const special = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
  const odd = Object.keys(letters).length > 0;
  return function fold(text) {
    let plain = text.toLowerCase();
    // eslint-disable-next-line no-control-regex
    if (!/^[\x00-\x7f]*$/.test(plain)) {
      plain = plain.normalize("NFC");
      if (odd) plain = plain.replace(special, (letter) => letters[letter]);
      plain = plain.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'");
    }
    return plain.replace(/'s\b|['.]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
}

// Whether two words differ in one letter at most: one more, one less, another, or two exchanged.
// The second may go on where the first ends, for it is typed while one looks.
function nearly(typed, word) {
  const length = typed.length;
  if (word.length < length - 1) return false;
  let same = 0;
  while (same < length && typed[same] === word[same]) same++;
  if (same === length) return true;
  const rest = typed.slice(same + 1);
  return (
    word.startsWith(rest, same + 1) ||
    word.startsWith(rest, same) ||
    word.startsWith(typed.slice(same), same + 1) ||
    (typed[same] === word[same + 1] && typed[same + 1] === word[same] && word.startsWith(typed.slice(same + 2), same + 2))
  );
}
