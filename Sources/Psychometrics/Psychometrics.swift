// Rooms open here.
