import { lastOf } from '../../model/armPath.ts';
import type { FailoverPreview, PointPreview } from '../../operations/item/failoverPreview.ts';
import { durationText } from '../../readiness/durationText.ts';

/** What a failover would mean, for people, a line each. */
export function failoverText(preview: FailoverPreview): readonly string[] {
  const { item, target, points, problems, room, leftBehind, factsAgeMs } = preview;
  const network = [...new Set(target.interfaces.map(({ networkId }) => lastOf(networkId)))].join(', ') || 'no network';
  return [
    `${item.friendlyName}: from ${item.sourceLocation} to ${item.targetLocation}, as Azure told ${durationText(factsAgeMs)} ago`,
    latestText(preview),
    ...points.filter(({ words }) => words.length > 0).map(pointText),
    pointsText(points),
    `  it becomes ${target.size || 'a machine of its own size'} in ${lastOf(target.groupId)}, ${network}`,
    ...problems.map((problem) => `  PROBLEM: ${problem}`),
    roomText(room),
    ...leftBehind.map(
      ({ text, isCertain }) => `  ${isCertain ? 'does not come along' : 'does not come along, if there is such a thing'}: ${text}`,
    ),
  ];
}

function roomText(room: FailoverPreview['room']): string {
  if (!room) return '  whether the region has room for it could not be read';
  const quotas = room.quotas.map(({ name, used, limit }) => `${name} ${used} of ${limit} in use`);
  return `  in the region now: ${quotas.join(', ') || 'no quota is told'}`;
}

function latestText({ latestLossMs, latestFigureAgeMs }: FailoverPreview): string {
  const figure = latestFigureAgeMs === undefined ? '' : ` (Azure’s figure is ${durationText(latestFigureAgeMs)} old)`;
  return `  latest: ${latestLossMs === undefined ? 'how much is lost is not known' : `at most ${durationText(latestLossMs)} are lost${figure}`}`;
}

function pointText({ point, lossMs, words }: PointPreview): string {
  return `  ${words.join(', ')}: ${point.time.toISOString()}, ${durationText(lossMs)} are lost`;
}

function pointsText(points: readonly PointPreview[]): string {
  const oldest = points.at(-1);
  if (!oldest) return '  there is no recovery point: the failover will fail';
  return `  ${points.length} ${points.length === 1 ? 'recovery point' : 'recovery points'}, the oldest of ${oldest.point.time.toISOString()}`;
}
