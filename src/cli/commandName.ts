/** How the command was called, for texts that are typed or pasted: in a clone npm runs it, and `azure-dr` is on no path there. */
export const commandName = process.env['npm_lifecycle_event'] === 'cli' ? 'npm run --silent cli --' : 'azure-dr';
