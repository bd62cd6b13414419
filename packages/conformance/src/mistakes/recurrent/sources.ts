/**
 * The texts and documentations whose readers make these mistakes.
 *
 * @module
 */

/** The notes that this project began with. */
export const notes = 'the lecture notes on RNN, backpropagation through time';
/** Exercises that have the step and the sequence written apart. */
export const cs231n = 'cs231n, assignment 3: rnn_backward and lstm_backward';
/** A hundred lines that many people copy. */
export const minCharRnn = 'Karpathy, min-char-rnn: dhnext in the loop over reversed time';
/** Names, shapes and formulas as most people know them. */
export const torchDocs = 'torch.nn documentation: RNN, LSTM, GRU';
/** How batches of several lengths are run. */
export const packedSequences = 'torch.nn.utils.rnn documentation: pack_padded_sequence';
/** A public report. */
export const numpyLstm = 'RNN-LSTM-in-numpy#1';
/** Two versions of one paper, and a library that follows neither to the letter. */
export const cho = 'Cho et al. 2014, beside torch.nn.GRU';
