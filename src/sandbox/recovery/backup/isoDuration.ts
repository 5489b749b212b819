const MINUTE_S = 60;
const HOUR_S = 3600;

/** `PT31.052S`, `PT1M52.298S`, `PT42M`: a time as Azure Backup's jobs tell it; `PT0S` of none. */
export function isoDuration(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const seconds = (milliseconds - Math.floor(whole / MINUTE_S) * MINUTE_S * 1000) / 1000;
  const hours = Math.floor(whole / HOUR_S);
  const minutes = Math.floor((whole % HOUR_S) / MINUTE_S);
  const parts = [hours > 0 ? `${hours}H` : '', minutes > 0 ? `${minutes}M` : '', seconds > 0 ? `${seconds}S` : ''];
  return `PT${parts.join('') || '0S'}`;
}
