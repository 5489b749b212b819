/** What the terminal command ends with; scripts rely on these numbers. */
export const exitCode = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  /** At least one finding at or above `--fail-on`. */
  findings: 1,
  /** Of a command that changes Azure: it could not begin. Its own ends are `operationExit`. */
  failed: 1,
  /** The command line cannot be carried out as it stands. */
  usage: 2,
  /** Some facts could not be read: what is printed is not the whole truth. */
  partial: 3,
  /** The command itself failed in a way that it should not: a defect, told with its stack. */
  defect: 4,
  /** Stopped by Ctrl+C, or by another signal that asks to end. */
  interrupted: 130,
} as const;
