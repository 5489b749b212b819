/** Of every type, newest first; any other is taken as well. */
export const API_VERSIONS: readonly string[] = ['2024-03-01', '2023-06-01', '2022-08-01'];
