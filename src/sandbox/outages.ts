/** Regions that are down, by name (`eastus`). Effects beyond refusing operations are made by whoever declares the outage. */
export class Outages {
  readonly #regions = new Set<string>();

  down(region: string): void {
    this.#regions.add(normal(region));
  }

  up(region: string): void {
    this.#regions.delete(normal(region));
  }

  isDown(region: string | undefined): boolean {
    return region !== undefined && this.#regions.size > 0 && this.#regions.has(normal(region));
  }

  regions(): readonly string[] {
    return [...this.#regions];
  }
}

/** `East US` and `eastus` are one region. */
function normal(region: string): string {
  return region.replaceAll(' ', '').toLowerCase();
}
