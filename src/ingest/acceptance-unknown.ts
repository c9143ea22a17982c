/** The stream did not answer: the events may have been appended or not, and sending the same ones again is safe. */
export class AcceptanceUnknown extends Error {
  override readonly name = 'AcceptanceUnknown';
}
