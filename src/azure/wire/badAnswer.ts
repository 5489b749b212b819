import { UserError } from '../../model/userError.ts';

/** An answer that is JSON, but not what Azure documents. */
export function badAnswer(what = 'The answer is not what Azure documents.'): UserError {
  return new UserError('badAnswer', what, 'Try again; something between here and Azure may have answered.');
}

/** The same where an expression stands: `textOf(row['id']) ?? throwBadAnswer()`. */
export function throwBadAnswer(): never {
  throw badAnswer();
}
