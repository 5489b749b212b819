import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of V8's space for young objects from which on it does not grow any more. */
const enough = 16 * 1024 * 1024;
/** From here on speed counts more than memory: an estate of 20,000 machines. */
const manyRows = 100_000;

/**
 * Call it with the number of rows as they come: it keeps V8's space for young objects small while an estate is read. Rows die as soon as they
 * are made into facts; in the 32 MB that V8 takes by itself they, and the buffers that hang on them, wait a long time to be collected (10,000
 * machines: 326 MB for 252, in no shorter time). In much larger estates what is kept outweighs that, and to copy it often costs more (100,000
 * machines: a third).
 */
export function heapKeeper(): (rows: number) => void {
  let isFull = false;
  return (rows) => {
    if (rows > manyRows) setFlagsFromString('--semi-space-growth-factor=2');
    else if (!isFull && youngSpace() >= enough) {
      isFull = true;
      setFlagsFromString('--semi-space-growth-factor=1');
    }
  };
}

function youngSpace(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
}
