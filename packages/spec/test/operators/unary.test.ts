import type { OperatorName } from '../../src/index.ts';
import { describeOperator, type RightCall, type WrongCall } from '../operator-cases.ts';

/** An operator without attributes, with one number that is required, or with one that has a default. */
const functions: readonly (readonly [
  OperatorName,
  { required?: string; standard?: readonly [string, number] },
])[] = [
  ['scale', { required: 'value' }],
  ['addConstant', { required: 'value' }],
  ['reciprocal', {}],
  ['exp', {}],
  ['sigmoid', {}],
  ['tanh', {}],
  ['relu', {}],
  ['leakyRelu', { standard: ['slope', 0.01] }],
  ['elu', { standard: ['alpha', 1] }],
];

for (const [operator, { required, standard }] of functions) {
  const attributes = required ? { [required]: -0.5 } : {};
  const name = required ?? standard?.[0];
  const filled = standard ? { [standard[0]]: standard[1] } : attributes;
  const right: readonly RightCall[] = [
    ['a scalar', { x: [] }, attributes, { y: [] }, filled],
    ['any shape', { x: [2, 3, 4] }, attributes, { y: [2, 3, 4] }, filled],
    ['nothing', { x: [0, 3] }, attributes, { y: [0, 3] }, filled],
    ...(name ? [['any finite number', { x: [2] }, { [name]: -1e300 }, { y: [2] }] as const] : []),
  ];
  const notNumbers = [
    ['NaN', NaN],
    ['Infinity', Infinity],
    ["'2'", '2'],
    ['null', null],
    ['[1]', [1]],
  ] as const;
  const wrong: readonly WrongCall[] = [
    ['no tensor', {}, attributes, 'missing-input', 'x', 'expected a tensor [...L], got nothing'],
    [
      'a second tensor',
      { x: [2], b: [2] },
      attributes,
      'unknown-input',
      'b',
      'expected one of x, got an input of that name',
    ],
    [
      'a misspelt attribute',
      { x: [2] },
      { ...attributes, beta: 1 },
      'unknown-attribute',
      'beta',
      `expected ${name ? `one of ${name}` : 'no attributes'}, got 1`,
    ],
    ...(required
      ? [
          [
            'no value',
            { x: [2] },
            {},
            'missing-attribute',
            required,
            'expected a value (it has no default), got nothing',
          ] as const,
        ]
      : []),
    ...(name
      ? notNumbers.map(
          ([shown, value]) =>
            [
              `${name} ${shown}`,
              { x: [2] },
              { [name]: value },
              'bad-attribute',
              name,
              `expected a finite number, got ${shown}`,
            ] as const,
        )
      : []),
  ];
  describeOperator(operator, { right, wrong });
}
