/** The smallest network that can count: one boutique, its people, and headquarters. */
export const NETWORK = `regions:
  - { code: AMERICAS, name: Americas }
countries:
  - { code: US, name: United States, region: AMERICAS }
boutiques:
  - code: MADISON
    name: Madison Avenue
    country: US
    address: { street: 1 Example Plaza, city: New York, state: NY, postal_code: "10021" }
    time_zone: America/New_York
    currency: USD
    trading_hours: { mon: "10:00-19:00" }
    slack_channel: C0MADISON
    zones:
      - { name: Window, kind: window }
      - { name: Safe, kind: safe }
departments:
  - { role: global-retail-operations, name: Retail operations, slack_channel: C0HQRETAIL }
people:
  - id: ana
    name: Ana Ruiz
    email: ana@example.com
    language: en-US
    roles: [{ role: associate, boutique: MADISON }]
`;

export const STOCK = `Serial number,Item code,Description,Store,Location,Retail price,Cost,Status
ER-13-001,ER-13,"Earrings, yellow gold",MADISON,Window,11580.00,4400.40,In stock
RG-42-002,RG-42,"Ring, rose gold",MADISON,Safe,1250.00,475.00,Reserved
`;

/** The serial of line 2 twice, a price that is none, and a status nobody knows. */
export const FAULTY_STOCK = `Serial number,Item code,Description,Store,Location,Retail price,Cost,Status
ER-13-001,ER-13,"Earrings, yellow gold",MADISON,Window,11580.00,4400.40,In stock
ER-13-001,ER-13,"Earrings, yellow gold",MADISON,Window,11580.00,4400.40,In stock
RG-42-002,RG-42,"Ring, rose gold",MADISON,Safe,twelve,475.00,Reserved
RG-42-003,RG-42,"Ring, rose gold",MADISON,Safe,1250.00,475.00,Lost at sea
`;
