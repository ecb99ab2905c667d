// Wires
