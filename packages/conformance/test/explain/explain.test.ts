import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { loadVectors } from '../../src/vectors/load.ts';
import { explain, type Language } from '../../src/explain/index.ts';
import { wordings } from '../../src/explain/wording.ts';
import { pageOf, readNumber, vector } from './reading.ts';

describe('explain', () => {
  test.each([
    ['conv/blackboard-2d', 'y₁₁ = w₁₁x₁₁ + w₁₂x₁₂ + w₂₁x₂₁ + w₂₂x₂₂ = 0·0 + 1·1 + 2·3 + 3·4 = 19'],
    ['conv/primes-1d', 'dx₃ = δ₁w₃ + δ₂w₂ + δ₃w₁ = 23·19 + 29·17 + 31·13 = 1333'],
    ['conv/primes-1d', 'dw₁ = δ₁x₁ + δ₂x₂ + δ₃x₃ = 23·2 + 29·3 + 31·5 = 288'],
    ['max-pool/overlapping-2x2', 'y₁₁ = max(x₁₁, x₁₂, x₂₁, x₂₂) = max(0, 1, 3, 4) = 4  ← x₂₂'],
    ['max-pool/overlapping-2x2', 'dx₁₁ = 0  (never the maximum)'],
    ['avg-pool/2x2-to-2x1', 'dx₁₁ = δ₁/2'],
    ['graph/xyz', 'dq = df·z = 1·(−4) = −4'],
    ['graph/branches-add', 'dx  = 3·dq1 + dq2·x + dq2·x = 3·4 + 6·2 + 6·2 = 36'],
    ['graph/sigmoid-neuron', 'dplus1 = −df/plus1² ≈ −1/1.36788² ≈ −0.534447'],
    ['rnn/small-asymmetric', 'dz₂₁ = dh₂₁·(1 − h₂₁²)'],
    ['lstm/small', 'dz_i₃₁ = di₃₁·i₃₁·(1 − i₃₁)'],
    ['lstm/small', 'c₁₁   = f₁₁·c0₁ + i₁₁g₁₁'],
    ['mean-squared-error/none', 'e₁₁₁    = prediction₁₁₁ − target₁₁₁ = −7 − 4 = −11'],
    ['conv/trailing-inputs-unread', '= 0  (nothing reads it)'],
    ['max-pool/ties', 'x₁₁, x₁₂, x₂₁, x₂₂ are all the maximum 7: the first takes the whole gradient.'],
    ['relu/at-zero', 'is exactly 0'],
  ])('writes on the page of %s: %s', (id, line) => {
    expect(pageOf(id)).toContain(line);
  });

  test('marks where a number is rounded, and only there', () => {
    const page = pageOf('rnn/small-asymmetric');
    expect(page).toContain('z₁₂ = wx₂₁·x₁₁ + wx₂₂·x₁₂ + wh₂₁·h0₁ + wh₂₂·h0₂ + b₂\n      = −0.3·1');
    expect(page).toContain('h₁₂ = tanh(z₁₂) = tanh(−0.47) ≈ −0.438199');
    expect(page).toContain('h₂₁ = tanh(z₂₁) ≈ tanh(0.449331) ≈ 0.421349');
  });

  test('does not define a state by itself where its node hands it out', () => {
    expect(pageOf('graph/stacked-rnn-1-node')).not.toMatch(/^ {2}(\S+) += \1 /m);
  });

  test('shows a Jacobian in symbols and in numbers', () => {
    const page = pageOf('jacobian/conv-is-banded');
    expect(page).toContain('  y₂    0   w₁   w₂   w₃    0\n');
    expect(page).toContain('  y₂    0   13   17   19    0\n');
  });

  test('shows only the paths that a vector is about', () => {
    const page = pageOf('jacobian/conv-paths-to-x');
    expect(page).toContain('dx₅ = ');
    expect(page).not.toContain('dw');
  });

  test.each(['contributions/stacked-rnn-1-node', 'contributions/w22-direct-and-total'])(
    'tells what each loss sends through each step, with the sums: %s',
    (id) => {
      const { table, totals, steps } = vector(id, 'contributions');
      const numbers = (line: string) =>
        line.match(/[−\d.]+(?:·10\S+)?(?= |$)|·/g)!.map((text) => (text === '·' ? 0 : readNumber(text)));
      for (const [parameter, rows] of Object.entries(table)) {
        const below = pageOf(id, { width: 200 })
          .split(`sends to ${parameter} through`)[1]!
          .split('\n')
          .slice(2);
        const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
        const columns = steps[parameter]!.map((_, s) => sum(rows.map((row) => row[s]!)));
        const expected = [...rows.map((row) => [...row, sum(row)]), [...columns, totals[parameter]!]];
        expected.forEach((row, t) => {
          const printed = numbers(below[t]!.replace(/^ {2}(loss t = \d+|sum)/, ''));
          expect(printed).toHaveLength(row.length);
          row.forEach((value, s) =>
            expect(Math.abs(printed[s]! - value)).toBeLessThanOrEqual(6e-6 * Math.abs(value) + 1e-16),
          );
        });
      }
    },
  );

  test('counts elements and names the error of a refused call', () => {
    expect(pageOf('count/cs231n-nets')).toContain('parameters of 3-4-2 = 4·3 + 4 + 2·4 + 2 = 26');
    expect(pageOf('error/groups-do-not-divide')).toContain(
      'bad-groups: conv: groups expected a divisor of C = 3, got 2',
    );
  });
});

describe('every published vector', () => {
  const vectors = loadVectors();
  const pages = (language: Language) =>
    vectors.map((vector) => ({ id: vector.id, page: explain(vector, { language, width: 80 }) }));
  const all = { en: pages('en'), ko: pages('ko') };

  test.each(['en', 'ko'] as const)('is explained within 80 columns in %s', (language) => {
    const wide = all[language].flatMap(({ id, page }) =>
      page
        .split('\n')
        .filter((line) => stringWidth(line) > 80)
        .map((line) => `${id}: ${line}`),
    );
    expect(wide).toEqual([]);
  });

  test('is explained within a narrow window as well', () => {
    const wide = vectors
      .filter((_, i) => i % 7 === 0)
      .flatMap((vector) => explain(vector, { language: 'ko', width: 44, full: true }).split('\n'))
      .filter((line) => stringWidth(line) > 44);
    expect(wide).toEqual([]);
  });

  test('has no Korean in its English page', () => {
    expect(all.en.filter(({ page }) => /\p{Script=Hangul}/u.test(page)).map(({ id }) => id)).toEqual([]);
  });

  test('has no English heading in its Korean page, and no English sentence', () => {
    const { en, ko } = wordings;
    const groups = [en.status, en.zero, en.constant].flatMap((group) => Object.values<string>(group));
    const english = [
      ...Object.values(en).filter((words): words is string => typeof words === 'string'),
      ...groups,
    ];
    const korean = new Set<unknown>([
      ...Object.values({ ...ko }),
      ...[ko.status, ko.zero, ko.constant].flatMap((group) => Object.values<string>(group)),
    ]);
    expect(english.filter((words) => korean.has(words))).toEqual([]);
    const sentences = english.filter((words) => words.includes(' '));
    for (const { page } of all.ko) {
      expect(page.split('\n').filter((line) => english.includes(line))).toEqual([]);
      const text = page.replaceAll(/\s+/g, ' ');
      expect(sentences.filter((sentence) => text.includes(sentence))).toEqual([]);
    }
  });
});
